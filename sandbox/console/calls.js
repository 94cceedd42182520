import { call } from './control.js';
import { announce, byId, element, timeOf } from './dom.js';
import { state, texts } from './state.js';

const SHOWN_AT_FIRST = 12;
const LONGEST_BODY = 160;

let shown = SHOWN_AT_FIRST;

/** From the beginning again, for another platform. */
export function forgetShownCalls() {
	shown = SHOWN_AT_FIRST;
}

/** Everything that called the platform, and all that the platform called; the latest first. */
export function showCalls() {
	const latest = state.requests.slice(-shown).reverse();
	fill('requests', latest.map(requestRow));
	byId('requests-count').textContent =
		latest.length > 0 ? texts().callsShown(latest.length, state.requests.length) : '';
	byId('more-requests').hidden = latest.length === state.requests.length;
	byId('clear').disabled = state.requests.length + state.deliveries.length === 0;

	byId('deliveries-section').hidden = !state.platform.callsWebhooks;
	fill('deliveries', state.deliveries.slice(-shown).reverse().map(deliveryRow));
}

/** Rows of a table, which is there only with some; else the text of `no-<name>`. */
function fill(name, rows) {
	byId(name).replaceChildren(...rows);
	byId(`${name}-table`).hidden = rows.length === 0;
	byId(`no-${name}`).hidden = rows.length > 0;
}

/** @param withBody also what was sent, which tells what an order was changed to */
export function requestRow({ at, method, path, query, operation, status, faults, body }, withBody = false) {
	const search = new URLSearchParams(query).toString();
	const isGood = status !== null && status < 400;
	return element(
		'tr',
		{},
		element('td', {}, timeOf(at)),
		element(
			'td',
			{},
			element('code', { textContent: `${method} ${path}${search ? `?${search}` : ''}` }),
			element('span', { className: 'under', textContent: operation ?? texts().unknownRoute }),
			withBody === true && body !== null
				? element('code', { className: 'under', textContent: short(body) })
				: '',
		),
		element(
			'td',
			{},
			answerOf(status, isGood),
			faults.length > 0 ? element('span', { className: 'under', textContent: faults.join(', ') }) : '',
		),
	);
}

export function deliveryRow({ at, event, id, host, attempt, status }) {
	return element(
		'tr',
		{},
		element('td', {}, timeOf(at)),
		element(
			'td',
			{},
			element('code', { textContent: `${event} ${id}` }),
			element('span', { className: 'under', textContent: `${host}, ${texts().attempt(attempt)}` }),
		),
		element('td', {}, answerOf(status, status !== null && status < 300)),
	);
}

const answerOf = (status, isGood) =>
	element('span', { className: isGood ? 'good' : 'bad', textContent: status ?? texts().noAnswer });

function short(body) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}…` : text;
}

byId('more-requests').onclick = () => {
	shown = Infinity;
	byId('requests-title').focus();
	showCalls();
};
byId('clear').onclick = async () => {
	const done = await call('DELETE', '/requests', { place: byId('requests-problem') });
	if (!done) return;
	byId('requests-title').focus();
	announce(texts().cleared);
};
