import { deliveryRow, requestRow } from './calls.js';
import { element, replaceKeepingFocus, timeOf } from './dom.js';
import { money, state, texts } from './state.js';

/**
 * The inside of an order's card; `fillDetails` fills it.
 * @param move called with the status that the staff chooses
 * @param title takes the focus when the button that had it is gone
 */
export function orderDetails({ move, title }) {
	const moves = section();
	const lines = section();
	const history = section();
	const requests = section();
	const deliveries = section();
	const summary = element('summary');
	const raw = element('pre', { tabIndex: 0 });
	const place = element(
		'div',
		{ className: 'inside' },
		...[moves, lines, history, requests, deliveries].map((one) => one.place),
		element('details', {}, summary, raw),
	);
	return { place, moves, lines, history, requests, deliveries, summary, raw, move, title };
}

function section() {
	const heading = element('h4');
	const content = element('div');
	return { place: element('section', {}, heading, content), heading, content };
}

/** Everything that is known of an order. */
export function fillDetails(details, order) {
	const { moves, lines, history, requests, deliveries, raw } = details;
	moves.heading.textContent = texts().movesTitle;
	replaceKeepingFocus(
		moves.content,
		order.moves.length > 0
			? [element('div', { className: 'buttons' }, ...order.moves.map((one) => moveButton(one, details)))]
			: [hint(texts().noMoves)],
		details.title,
	);

	lines.heading.textContent = texts().linesTitle;
	lines.content.replaceChildren(order.lines.length > 0 ? linesTable(order) : hint(texts().noLines));

	history.heading.textContent = texts().historyTitle;
	history.content.replaceChildren(
		table(
			texts().historyTitle,
			['time', 'step', 'who'],
			order.history.map((entry) => historyRow(entry, order)),
		),
	);

	requests.heading.textContent = texts().orderCallsTitle;
	const calls = state.requests.filter((request) => names(request, order.id)).reverse();
	requests.content.replaceChildren(
		calls.length > 0
			? table(
					texts().orderCallsTitle,
					['time', 'call', 'answer'],
					calls.map((request) => requestRow(request, true)),
				)
			: hint(texts().noOrderCalls),
	);

	deliveries.place.hidden = !state.platform.callsWebhooks;
	deliveries.heading.textContent = texts().orderDeliveriesTitle;
	const told = state.deliveries.filter(({ id }) => id === order.id).reverse();
	deliveries.content.replaceChildren(
		told.length > 0
			? table(texts().orderDeliveriesTitle, ['time', 'call', 'answer'], told.map(deliveryRow))
			: hint(texts().noOrderDeliveries),
	);

	details.summary.textContent = texts().raw;
	const json = JSON.stringify(order.raw, null, 2);
	if (raw.textContent !== json) raw.textContent = json;
}

const hint = (text) => element('p', { className: 'hint', textContent: text });

/** @param columns keys of texts */
const table = (label, columns, rows) =>
	element(
		'table',
		{ attributes: { 'aria-label': label } },
		element(
			'thead',
			{},
			element('tr', {}, ...columns.map((key) => element('th', { scope: 'col', textContent: texts()[key] }))),
		),
		element('tbody', {}, ...rows),
	);

function moveButton({ to, step }, { move }) {
	const button = element('button', {
		type: 'button',
		className: 'quiet',
		textContent: texts().moveTo(texts().steps[step], to),
		onclick: () => move(to),
	});
	button.dataset.key = to;
	return button;
}

function linesTable({ lines, total }) {
	const made = table(
		texts().linesTitle,
		['amount', 'product', 'price'],
		lines.map((line) => row(`${line.amount} ×`, line.name, line.total === null ? '' : money(line.total))),
	);
	made.className = 'lines';
	made.append(
		element(
			'tfoot',
			{},
			element(
				'tr',
				{},
				element('th', { scope: 'row', colSpan: 2, textContent: texts().total }),
				element('td', { textContent: money(total) }),
			),
		),
	);
	return made;
}

const row = (...cells) => element('tr', {}, ...cells.map((textContent) => element('td', { textContent })));

function historyRow({ step, stage, at, by }, { emissions }) {
	const under = [
		stage,
		step === 'handedOut' && emissions.length > 1 && texts().handedOutTimes(emissions.length),
	];
	return element(
		'tr',
		{},
		element('td', {}, timeOf(at)),
		element(
			'td',
			{},
			texts().steps[step],
			element('span', { className: 'under', textContent: under.filter(Boolean).join(', ') }),
		),
		element('td', { textContent: texts().by[by] }),
	);
}

/** Whether a request names an order: in its path, or as an order in its query or body. */
function names({ path, query, body }, id) {
	const wanted = String(id);
	if (path.split('/').some((part) => part === wanted || part === encodeURIComponent(wanted))) return true;
	const members = { ...query, ...(body !== null && typeof body === 'object' ? body : {}) };
	return Object.entries(members).some(([name, value]) => /order/i.test(name) && String(value) === wanted);
}
