import { call } from './control.js';
import { announce, byId, element } from './dom.js';
import { fillDetails, orderDetails } from './order-details.js';
import { clock, money, state, texts } from './state.js';

const SHOWN_AT_FIRST = 10;

let showsAll = false;

/** Cards by order id, made once and then kept up to date: focus, and what is open, stay. */
const cards = new Map();

/** Those of another platform, which may have the same ids. */
export function forgetCards() {
	for (const { item } of cards.values()) item.remove();
	cards.clear();
	showsAll = false;
}

export function showOrders() {
	const list = byId('orders');
	const newestFirst = [...state.orders].reverse().slice(0, showsAll ? undefined : SHOWN_AT_FIRST);
	const ids = new Set(newestFirst.map(({ id }) => id));
	for (const [id, card] of cards) {
		if (ids.has(id)) continue;
		if (card.item.contains(document.activeElement)) byId('orders-title').focus();
		card.item.remove();
		cards.delete(id);
	}
	newestFirst.forEach((order, index) => {
		if (!cards.has(order.id)) {
			const card = orderCard(order.id);
			cards.set(order.id, card);
			list.insertBefore(card.item, list.children[index] ?? null);
		}
		fillCard(cards.get(order.id), order);
	});
	byId('all-orders').textContent = texts().showAll(state.orders.length);
	byId('all-orders').hidden = newestFirst.length === state.orders.length;
	byId('no-orders').hidden = state.orders.length > 0;
	byId('orders-count').textContent =
		state.orders.length > 0 ? texts().ordersShown(newestFirst.length, state.orders.length) : '';
}

function orderCard(id) {
	const path = `/${state.platform.name}/orders/${encodeURIComponent(id)}`;
	const title = element('h3', { tabIndex: -1 });
	const problem = element('p', { className: 'problem', attributes: { role: 'alert' } });
	const status = element('span', { className: 'chip' });
	const facts = element('p', { className: 'facts' });
	const total = element('p', { className: 'total' });
	const line = element('ol', { className: 'line' });
	const queue = element('span', { className: 'hint' });
	const cancel = element('button', {
		type: 'button',
		className: 'quiet',
		onclick: () => void call('POST', `${path}/cancel`, { place: problem }),
	});
	const summary = element('summary');
	const details = orderDetails({
		move: (to) => void call('POST', `${path}/move`, { body: { to }, place: problem }),
		title,
	});
	const folder = element('details', {}, summary, details.place);
	folder.ontoggle = () => showOrders();
	const item = element(
		'li',
		{ className: 'card order' },
		element(
			'div',
			{ className: 'order-top' },
			element('div', { className: 'names' }, title, status, queue),
			total,
		),
		facts,
		line,
		problem,
		element('div', { className: 'order-end' }, folder, cancel),
	);
	return { item, title, status, facts, total, line, queue, cancel, summary, folder, details };
}

function fillCard(card, order) {
	const kind = state.platform.kinds.find(({ name }) => name === order.kind)?.title[state.language];
	// "At the table · At a table" would say it twice
	const type = order.kind === order.type ? null : texts()[order.type];
	card.title.textContent = texts().order(order.id);
	card.status.textContent = order.status;
	card.total.textContent = money(order.total);
	card.facts.textContent = [order.customer, type, kind].filter(Boolean).join(' · ');
	card.queue.textContent = order.inQueue ? texts().waiting(order.emissions.length) : '';
	card.cancel.textContent = texts().cancel;
	card.cancel.setAttribute('aria-label', texts().cancelOf(order.id));
	if (!order.canBeCancelled && document.activeElement === card.cancel) card.title.focus();
	card.cancel.hidden = !order.canBeCancelled;
	card.line.setAttribute('aria-label', texts().lifeLine);
	card.line.replaceChildren(...order.lifeLine.map(stepOfLine));
	card.summary.textContent = texts().details;
	card.summary.setAttribute('aria-label', texts().detailsOf(order.id));
	if (card.folder.open) fillDetails(card.details, order);
}

const stepOfLine = ({ step, at }) =>
	element(
		'li',
		{ className: `${at ? 'done' : 'open'} ${step}` },
		element('span', { className: 'dot', attributes: { 'aria-hidden': 'true' } }),
		element('span', { className: 'step', textContent: texts().steps[step] }),
		at
			? element('time', { dateTime: at, textContent: clock(at) })
			: element('span', { className: 'hidden', textContent: texts().notYet }),
	);

byId('all-orders').onclick = () => {
	byId('orders-title').focus();
	showsAll = true;
	showOrders();
};
byId('reset').onclick = async () => {
	if (await call('POST', '/reset', { place: byId('orders-problem') })) announce(texts().wasReset);
};
