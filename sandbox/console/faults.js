import { call } from './control.js';
import { announce, byId, element } from './dom.js';
import { state, texts } from './state.js';

/** The faults with a switch of their own; the keys have a name and a sentence in texts.js. */
const PRESETS = {
	down: { fault: 'down' },
	busy: { fault: 'status', status: 429, retryAfter: 10 },
	rateLimit: { fault: 'rateLimit', calls: 3, seconds: 60, retryAfter: 60 },
	unavailable: { fault: 'status', status: 503 },
	failing: { fault: 'status', status: 500 },
	forbidden: { fault: 'status', status: 403 },
	slow: { fault: 'slow', milliseconds: 8000 },
	cutBefore: { fault: 'cut', when: 'before' },
	cutMiddle: { fault: 'cut', when: 'middle' },
	brokenJson: { fault: 'brokenJson' },
	html: { fault: 'html', status: 502 },
	htmlOk: { fault: 'html', status: 200 },
	expiredToken: { fault: 'expiredToken' },
};

/** Only where tokens are given out: elsewhere the login itself would be what expires. */
const NEEDS_TOKENS = 'expiredToken';

const matches = (preset, fault) => Object.entries(preset).every(([name, value]) => fault[name] === value);
const faultsHere = () => state.faults.filter(({ platform }) => platform === state.platform.name);
const problem = () => byId('faults-problem');

/** Rows by preset, made once so that the keyboard's focus stays where it is; below them whatever else is on. */
const rows = new Map();

export function showFaults() {
	showChoices();
	const here = faultsHere();
	for (const [key, preset] of Object.entries(PRESETS)) {
		if (!rows.has(key))
			rows.set(
				key,
				addRow(key, (isOn) => void switchPreset(key, isOn)),
			);
		const on = here.filter((fault) => matches(preset, fault));
		fillRow(rows.get(key), texts().faults[key], on);
		rows.get(key).item.hidden = key === NEEDS_TOKENS && !state.platform.hasTokens;
	}

	for (const old of byId('faults').querySelectorAll('.other')) old.remove();
	for (const fault of here.filter((one) => !Object.values(PRESETS).some((preset) => matches(preset, one)))) {
		const row = addRow(`other-${fault.id}`, () => void lift([fault]));
		row.item.classList.add('other');
		fillRow(row, [`${texts().otherFault}: ${fault.fault}`, texts().otherFaultHint], [fault]);
	}
	byId('faults-on').textContent = here.length > 0 ? texts().faultsOn(here.length) : texts().noFaultsOn;
	byId('faults-on').classList.toggle('bad', here.length > 0);
	byId('lift-all').disabled = here.length === 0;
	byId('expire-tokens').hidden = !state.platform.hasTokens;
}

function showChoices() {
	const choice = byId('fault-operation');
	const chosen = choice.value;
	choice.replaceChildren(
		element('option', { value: '', textContent: texts().everyCall }),
		...state.platform.operations.map((operation) =>
			element('option', { value: operation, textContent: operation, selected: operation === chosen }),
		),
	);
}

function addRow(key, onSwitch) {
	const box = element('input', {
		type: 'checkbox',
		onchange: () => onSwitch(box.checked),
		attributes: { role: 'switch', 'aria-describedby': `fault-${key}` },
	});
	const name = element('span', { className: 'fault-name' });
	const note = element('p', { className: 'note' });
	const sentence = element('p', { className: 'hint', id: `fault-${key}` });
	const item = element('li', {}, element('label', {}, box, name), sentence, note);
	byId('faults').append(item);
	return { item, box, name, sentence, note };
}

function fillRow({ box, name, sentence, note }, [title, about], on) {
	box.checked = on.length > 0;
	name.textContent = title;
	sentence.textContent = about;
	note.textContent = on.map(noteOf).join('; ');
}

const noteOf = ({ operation, times, used }) =>
	[
		operation ?? texts().everyCall,
		times === undefined ? null : texts().callsLeft(times - used),
		used > 0 ? texts().usedTimes(used) : null,
	]
		.filter(Boolean)
		.join(', ');

async function switchPreset(key, isOn) {
	const [name] = texts().faults[key];
	if (!isOn) {
		await lift(faultsHere().filter((fault) => matches(PRESETS[key], fault)));
		announce(texts().faultOff(name));
		return;
	}
	const operation = byId('fault-operation').value;
	const times = Number(byId('fault-times').value);
	const added = await call('POST', '/faults', {
		body: {
			platform: state.platform.name,
			...PRESETS[key],
			...(operation ? { operation } : {}),
			...(times ? { times } : {}),
		},
		place: problem(),
	});
	// a switch that did not switch goes back by itself
	if (!added) showFaults();
	else announce(texts().faultOn(name));
}

async function lift(faults) {
	for (const { id } of faults) await call('DELETE', `/faults?id=${id}`, { place: problem() });
}

byId('lift-all').onclick = async () => {
	byId('faults-title').focus();
	await lift(faultsHere());
	announce(texts().allFaultsOff);
};
byId('expire-tokens').onclick = async () => {
	const done = await call('POST', `/${state.platform.name}/expire-tokens`, { place: problem() });
	if (done) announce(texts().tokensExpired);
};
