import { call } from './control.js';
import { byId, element } from './dom.js';
import { state, texts } from './state.js';

const MOST = 500;

/** A button for each kind of order that the platform knows. */
export function showKinds() {
	const { name: platform, kinds } = state.platform;
	const focused = byId('kinds').contains(document.activeElement) ? document.activeElement.dataset.kind : null;
	byId('kinds').replaceChildren(
		...kinds.map(({ name, title }) => {
			const button = element('button', {
				type: 'button',
				textContent: title[state.language],
				onclick: () => void place(platform, name),
			});
			button.dataset.kind = name;
			return button;
		}),
	);
	byId('kinds').querySelector(`[data-kind="${focused}"]`)?.focus();
}

async function place(platform, kind) {
	const count = byId('count').valueAsNumber;
	const isRight = Number.isInteger(count) && count >= 1 && count <= MOST;
	byId('count').setAttribute('aria-invalid', String(!isRight));
	byId('place-problem').textContent = isRight ? '' : texts().wrongCount;
	if (!isRight) {
		byId('count').focus();
		return;
	}
	await call('POST', `/${platform}/orders`, { body: { kind, count }, place: byId('place-problem') });
}
