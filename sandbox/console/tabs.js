import { byId, element } from './dom.js';
import { state, texts } from './state.js';

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Tabs by the names of the platforms, made once: the focus stays where it is. */
const tabs = new Map();

/**
 * One tab for each platform, as the ARIA practices have it: arrow keys, Home and End, and one stop of the tab key.
 * @param choose called with the name of a platform
 */
export function showTabs(choose) {
	for (const { name } of state.platforms) if (!tabs.has(name)) tabs.set(name, makeTab(name, choose));
	for (const { name, displayName } of state.platforms) {
		const isChosen = name === state.platform.name;
		const { tab, label, badge } = tabs.get(name);
		tab.setAttribute('aria-selected', String(isChosen));
		tab.tabIndex = isChosen ? 0 : -1;
		label.textContent = displayName;
		const count = state.faults.filter(({ platform }) => platform === name).length;
		badge.hidden = count === 0;
		badge.textContent = count > 0 ? texts().faultsOn(count) : '';
	}
	byId('panel').setAttribute('aria-labelledby', `tab-${state.platform.name}`);
}

function makeTab(name, choose) {
	const label = element('span');
	const badge = element('span', { className: 'badge' });
	const tab = element(
		'button',
		{
			type: 'button',
			id: `tab-${name}`,
			onclick: () => choose(name),
			onkeydown: (event) => {
				const names = [...tabs.keys()];
				const position = names.indexOf(name);
				const target =
					event.key === 'Home'
						? 0
						: event.key === 'End'
							? names.length - 1
							: STEPS[event.key] && (position + STEPS[event.key] + names.length) % names.length;
				if (target === undefined) return;
				event.preventDefault();
				tabs.get(names[target]).tab.focus();
				choose(names[target]);
			},
			attributes: { role: 'tab', 'aria-controls': 'panel' },
		},
		label,
		badge,
	);
	byId('tabs').append(tab);
	return { tab, label, badge };
}
