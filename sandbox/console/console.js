/** The sandbox console: shows what the control API knows and follows its event stream. */

const TEXTS = {
	en: {
		skipToOrders: 'Skip to the orders',
		title: 'Sandbox',
		platform: 'Platform',
		language: 'Language',
		connected: 'Live',
		connecting: 'Connection lost, trying again…',
		placeTitle: 'Place an order',
		placeHint: 'As a customer would, in the app of the platform.',
		faultsTitle: 'Make the platform misbehave',
		faultsHint: 'See how your workflow copes with it.',
		faultCalls: 'Which calls',
		everyCall: 'Every call',
		faultTimes: 'How long',
		untilOff: 'Until I stop it',
		nextCall: 'The next call only',
		liftAll: 'Switch all off',
		expireTokens: 'Expire all tokens',
		tokensExpired: 'All tokens have expired.',
		callsLeft: (count) => (count === 1 ? '1 call left' : `${count} calls left`),
		loginTitle: 'Credential in n8n',
		loginHint: 'Made-up data that opens this sandbox only.',
		baseUrl: 'Base URL',
		copy: 'Copy',
		copied: 'Copied',
		copyOf: (label) => `Copy ${label}`,
		ordersTitle: 'Orders',
		noOrders: 'No orders yet. Place one and watch what your workflow does with it.',
		ordersShown: (shown, all) => (shown < all ? `the latest ${shown} of ${all}` : `${all}`),
		showAll: (count) => `Show all ${count} orders`,
		reset: 'Start over',
		wasReset: 'Orders, requests and faults are gone.',
		order: (id) => `Order ${id}`,
		orderPlaced: (id) => `Order ${id} placed.`,
		delivery: 'Delivery',
		pickup: 'Pick-up',
		table: 'At the table',
		waiting: (times) => (times > 0 ? `In the queue, handed out ${times}×` : 'In the queue'),
		cancel: 'Cancel as the customer',
		cancelOf: (id) => `Cancel order ${id} as the customer`,
		lifeLine: 'Life line',
		notYet: 'not yet',
		raw: 'Raw order',
		requestsTitle: 'Requests that arrived',
		requestsShown: (shown, all) => (shown < all ? `the latest ${shown}` : `${all}`),
		noRequests: 'Nothing has called the platform yet.',
		time: 'Time',
		request: 'Request',
		operation: 'Operation',
		answer: 'Answer',
		unknownRoute: 'unknown route',
		noAnswer: 'none',
		failed: (reason) => `That did not work: ${reason}`,
		steps: {
			placed: 'Placed',
			handedOut: 'Handed to n8n',
			acknowledged: 'Acknowledged',
			confirmed: 'Confirmed',
			dispatched: 'Dispatched',
			readyForPickup: 'Ready for pick-up',
			delivered: 'Delivered',
			cancelled: 'Cancelled',
		},
		faults: {
			down: 'Not reachable at all',
			busy: 'Too many requests, wait 10 s (429)',
			unavailable: 'Unavailable (503)',
			failing: 'Internal error (500)',
			forbidden: 'Forbidden (403)',
			slow: 'Answers after 8 s',
			cutBefore: 'Connection cut before the answer',
			cutMiddle: 'Connection cut in the answer',
			brokenJson: 'Broken JSON',
			html: 'Web page instead of JSON (502)',
			htmlOk: 'Web page instead of JSON (200)',
			expiredToken: 'Token expired',
			other: 'Other',
		},
	},
	pt: {
		skipToOrders: 'Ir para os pedidos',
		title: 'Sandbox',
		platform: 'Plataforma',
		language: 'Idioma',
		connected: 'Ao vivo',
		connecting: 'Conexão perdida, tentando de novo…',
		placeTitle: 'Fazer um pedido',
		placeHint: 'Como o cliente faria no aplicativo da plataforma.',
		faultsTitle: 'Fazer a plataforma falhar',
		faultsHint: 'Veja como o seu fluxo reage.',
		faultCalls: 'Quais chamadas',
		everyCall: 'Todas',
		faultTimes: 'Por quanto tempo',
		untilOff: 'Até desligar',
		nextCall: 'Só a próxima chamada',
		liftAll: 'Desligar tudo',
		expireTokens: 'Expirar todos os tokens',
		tokensExpired: 'Todos os tokens expiraram.',
		callsLeft: (count) => (count === 1 ? 'falta 1 chamada' : `faltam ${count} chamadas`),
		loginTitle: 'Credencial no n8n',
		loginHint: 'Dados inventados, que só abrem este sandbox.',
		baseUrl: 'URL base',
		copy: 'Copiar',
		copied: 'Copiado',
		copyOf: (label) => `Copiar ${label}`,
		ordersTitle: 'Pedidos',
		noOrders: 'Nenhum pedido ainda. Faça um e veja o que o seu fluxo faz com ele.',
		ordersShown: (shown, all) => (shown < all ? `os últimos ${shown} de ${all}` : `${all}`),
		showAll: (count) => `Mostrar todos os ${count} pedidos`,
		reset: 'Recomeçar',
		wasReset: 'Pedidos, chamadas e falhas foram apagados.',
		order: (id) => `Pedido ${id}`,
		orderPlaced: (id) => `Pedido ${id} feito.`,
		delivery: 'Entrega',
		pickup: 'Retirada',
		table: 'Na mesa',
		waiting: (times) => (times > 0 ? `Na fila, repassado ${times}×` : 'Na fila'),
		cancel: 'Cancelar como cliente',
		cancelOf: (id) => `Cancelar o pedido ${id} como cliente`,
		lifeLine: 'Linha do tempo',
		notYet: 'ainda não',
		raw: 'Dados enviados',
		requestsTitle: 'Chamadas recebidas',
		requestsShown: (shown, all) => (shown < all ? `as últimas ${shown}` : `${all}`),
		noRequests: 'Ninguém chamou a plataforma ainda.',
		time: 'Hora',
		request: 'Chamada',
		operation: 'Operação',
		answer: 'Resposta',
		unknownRoute: 'rota desconhecida',
		noAnswer: 'nenhuma',
		failed: (reason) => `Não funcionou: ${reason}`,
		steps: {
			placed: 'Feito',
			handedOut: 'Repassado ao n8n',
			acknowledged: 'Conhecido',
			confirmed: 'Confirmado',
			dispatched: 'Despachado',
			readyForPickup: 'Pronto para retirada',
			delivered: 'Entregue',
			cancelled: 'Cancelado',
		},
		faults: {
			down: 'Totalmente fora do ar',
			busy: 'Chamadas demais, esperar 10 s (429)',
			unavailable: 'Indisponível (503)',
			failing: 'Erro interno (500)',
			forbidden: 'Proibido (403)',
			slow: 'Responde após 8 s',
			cutBefore: 'Conexão cortada antes da resposta',
			cutMiddle: 'Conexão cortada no meio da resposta',
			brokenJson: 'JSON quebrado',
			html: 'Página web em vez de JSON (502)',
			htmlOk: 'Página web em vez de JSON (200)',
			expiredToken: 'Token expirado',
			other: 'Outra',
		},
	},
};

/** The faults with a switch of their own; the keys have their texts above. */
const FAULT_PRESETS = {
	down: { fault: 'down' },
	busy: { fault: 'status', status: 429, retryAfter: 10 },
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

const ORDERS_SHOWN = 10;
const REQUESTS_SHOWN = 12;
const ANNOUNCED_STEPS = ['confirmed', 'dispatched', 'readyForPickup', 'delivered', 'cancelled'];

const state = {
	language: localStorage.getItem('language') === 'pt' ? 'pt' : 'en',
	platforms: [],
	platform: null,
	connected: false,
	orders: [],
	showsAllOrders: false,
	faults: [],
	requests: [],
};

const byId = (id) => document.getElementById(id);
const texts = () => TEXTS[state.language];
const locale = () => (state.language === 'pt' ? 'pt-BR' : 'en-GB');
const money = (reais) =>
	new Intl.NumberFormat(locale(), { style: 'currency', currency: 'BRL' }).format(reais);
const clock = (iso) => new Date(iso).toLocaleTimeString(locale());

/** An element with properties and children; text is always set as text. */
function element(tag, properties = {}, ...children) {
	const { attributes = {}, ...rest } = properties;
	const made = Object.assign(document.createElement(tag), rest);
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	made.append(...children);
	return made;
}

function announce(text) {
	byId('announcer').textContent = text;
}

/** Calls the control API; a refusal is shown until the next call works, and resolves to `undefined`. */
async function call(method, path, body) {
	try {
		const response = await fetch(`/_sandbox${path}`, {
			method,
			headers: body ? { 'Content-Type': 'application/json' } : {},
			body: body ? JSON.stringify(body) : undefined,
		});
		const answer = await response.json();
		if (!response.ok) throw new Error(answer.error);
		byId('notice').hidden = true;
		return answer;
	} catch (error) {
		// While the server is away the header says so already.
		byId('notice').hidden = !state.connected;
		byId('notice').textContent = texts().failed(error.message);
		return undefined;
	}
}

// --- Reading ---------------------------------------------------------------------------------------------------

const READERS = {
	async platforms() {
		state.platforms = (await call('GET', '/platforms')) ?? state.platforms;
		state.platform ??= state.platforms[0] ?? null;
		showPlatform();
	},
	async orders() {
		if (!state.platform) return;
		state.orders = (await call('GET', `/${state.platform.name}/orders`)) ?? state.orders;
		showOrders();
	},
	async faults() {
		state.faults = (await call('GET', '/faults')) ?? state.faults;
		showFaults();
	},
	async requests() {
		if (!state.platform) return;
		const answer = await call('GET', `/requests?platform=${state.platform.name}`);
		state.requests = answer?.requests ?? state.requests;
		showRequests();
	},
};

const stale = new Set();
let reading = false;

/** Reads again what changed: one reading at a time, however many events come in meanwhile. */
async function refresh(...parts) {
	for (const part of parts) stale.add(part);
	if (reading) return;
	reading = true;
	while (stale.size > 0) {
		const now = [...stale];
		stale.clear();
		for (const part of now) await READERS[part]();
		await new Promise((resolve) => setTimeout(resolve, 60));
	}
	reading = false;
}

/** What to read again after an event. */
const PARTS_OF_EVENT = {
	orderPlaced: ['orders'],
	orderHandedOut: ['orders'],
	orderAcknowledged: ['orders'],
	stageChanged: ['orders'],
	orderCancelledByCustomer: ['orders'],
	faultUsed: ['faults'],
	faultsChanged: ['faults'],
	requestAnswered: ['requests'],
	reset: ['orders', 'faults', 'requests'],
};

function announceEvent(event) {
	const { order, orderPlaced, steps } = texts();
	if (event.type === 'orderPlaced') announce(orderPlaced(event.id));
	if (event.type === 'orderHandedOut' && event.times === 1) {
		announce(`${order(event.id)}: ${steps.handedOut}`);
	}
	if (event.type === 'orderAcknowledged') announce(`${order(event.id)}: ${steps.acknowledged}`);
	if (event.type === 'orderCancelledByCustomer') announce(`${order(event.id)}: ${steps.cancelled}`);
	if (event.type === 'stageChanged' && ANNOUNCED_STEPS.includes(event.step)) {
		announce(`${order(event.id)}: ${steps[event.step]}`);
	}
}

function followEvents() {
	const source = new EventSource('/_sandbox/events');
	source.onopen = () => {
		state.connected = true;
		showConnection();
		void refresh('platforms', 'orders', 'faults', 'requests');
	};
	source.onerror = () => {
		state.connected = false;
		showConnection();
	};
	source.onmessage = ({ data }) => {
		const event = JSON.parse(data);
		if (event.platform !== null && event.platform !== state.platform?.name) return;
		announceEvent(event);
		void refresh(...(PARTS_OF_EVENT[event.type] ?? []));
	};
}

// --- Showing ---------------------------------------------------------------------------------------------------

function showTexts() {
	document.documentElement.lang = state.language === 'pt' ? 'pt-BR' : 'en';
	for (const node of document.querySelectorAll('[data-text]')) {
		node.textContent = texts()[node.dataset.text];
	}
	for (const node of document.querySelectorAll('[data-label]')) {
		node.setAttribute('aria-label', texts()[node.dataset.label]);
	}
	for (const button of document.querySelectorAll('[data-language]')) {
		button.setAttribute('aria-pressed', String(button.dataset.language === state.language));
	}
	showConnection();
	showPlatform();
	showFaults();
	showOrders();
	showRequests();
}

function showConnection() {
	const place = byId('connection');
	place.textContent = state.connected ? texts().connected : texts().connecting;
	place.classList.toggle('live', state.connected);
}

function showPlatform() {
	const { platform } = state;
	if (!platform) return;
	document.title = `${platform.displayName} · ${texts().title}`;
	byId('platform-name').textContent = platform.displayName;
	byId('platform-choice').hidden = state.platforms.length < 2;
	byId('platform').replaceChildren(
		...state.platforms.map(({ name, displayName }) =>
			element('option', { value: name, textContent: displayName, selected: name === platform.name }),
		),
	);

	byId('kinds').replaceChildren(
		...platform.kinds.map(({ name, title }) =>
			element('button', {
				type: 'button',
				textContent: title[state.language],
				onclick: () => void call('POST', `/${platform.name}/orders`, { kind: name }),
			}),
		),
	);

	const chosen = byId('fault-operation').value;
	byId('fault-operation').replaceChildren(
		element('option', { value: '', textContent: texts().everyCall }),
		...platform.operations.map((operation) =>
			element('option', { value: operation, textContent: operation, selected: operation === chosen }),
		),
	);

	byId('login').replaceChildren(
		...Object.entries({ [texts().baseUrl]: platform.url, ...platform.login }).flatMap(([label, value]) => [
			element('dt', { textContent: label }),
			element('dd', {}, element('code', { textContent: value }), copyButton(label, value)),
		]),
	);
}

function copyButton(label, value) {
	const button = element('button', {
		type: 'button',
		className: 'quiet',
		textContent: texts().copy,
		attributes: { 'aria-label': texts().copyOf(label) },
	});
	button.onclick = async () => {
		await navigator.clipboard.writeText(value);
		button.textContent = texts().copied;
		announce(`${label}: ${texts().copied}`);
		setTimeout(() => (button.textContent = texts().copy), 1500);
	};
	return button;
}

const matches = (preset, fault) => Object.entries(preset).every(([name, value]) => fault[name] === value);

/** One row per preset, made once so that the keyboard's focus stays where it is; below them whatever else is on. */
const faultRows = new Map();

function showFaults() {
	if (!state.platform) return;
	const mine = state.faults.filter(({ platform }) => platform === state.platform.name);
	const presets = Object.entries(FAULT_PRESETS);
	for (const [key, preset] of presets) {
		if (!faultRows.has(key)) {
			const row = faultRow();
			row.box.onchange = () => void switchPreset(preset, row.box.checked);
			faultRows.set(key, row);
			byId('faults').append(row.item);
		}
		const on = mine.filter((fault) => matches(preset, fault));
		const row = faultRows.get(key);
		row.box.checked = on.length > 0;
		row.name.textContent = texts().faults[key];
		row.note.textContent = on.map(noteOf).filter(Boolean).join('; ');
	}

	const others = mine.filter((fault) => !presets.some(([, preset]) => matches(preset, fault)));
	for (const old of byId('faults').querySelectorAll('.other')) old.remove();
	for (const fault of others) {
		const row = faultRow();
		row.item.classList.add('other');
		row.box.checked = true;
		row.box.onchange = () => void call('DELETE', `/faults?id=${fault.id}`);
		row.name.textContent = [texts().faults.other, fault.fault, fault.status].filter(Boolean).join(' ');
		row.note.textContent = noteOf(fault);
		byId('faults').append(row.item);
	}
	byId('lift-all').disabled = mine.length === 0;
}

function faultRow() {
	const box = element('input', { type: 'checkbox', attributes: { role: 'switch' } });
	const name = element('span', { className: 'fault-name' });
	const note = element('span', { className: 'hint' });
	const item = element('li', {}, element('label', {}, box, name, note));
	return { item, box, name, note };
}

const noteOf = ({ operation, times, used }) =>
	[operation, times === undefined ? null : texts().callsLeft(times - used)].filter(Boolean).join(', ');

async function switchPreset(preset, on) {
	if (on) {
		const operation = byId('fault-operation').value;
		const times = Number(byId('fault-times').value);
		await call('POST', '/faults', {
			platform: state.platform.name,
			...preset,
			...(operation ? { operation } : {}),
			...(times ? { times } : {}),
		});
	} else {
		const ids = state.faults.filter((fault) => matches(preset, fault)).map(({ id }) => id);
		for (const id of ids) await call('DELETE', `/faults?id=${id}`);
	}
	await refresh('faults');
}

/** Cards by order id, made once and then kept up to date. */
const cards = new Map();

function showOrders() {
	const list = byId('orders');
	const newestFirst = [...state.orders].reverse().slice(0, state.showsAllOrders ? undefined : ORDERS_SHOWN);
	const ids = new Set(newestFirst.map(({ id }) => id));
	for (const [id, card] of cards) {
		if (ids.has(id)) continue;
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
	const title = element('h3', { tabIndex: -1 });
	const status = element('span', { className: 'chip' });
	const facts = element('p', { className: 'facts' });
	const total = element('p', { className: 'total' });
	const line = element('ol', { className: 'line' });
	const queue = element('span', { className: 'hint' });
	const cancel = element('button', {
		type: 'button',
		className: 'quiet',
		onclick: () => {
			title.focus();
			void call('POST', `/${state.platform.name}/orders/${encodeURIComponent(id)}/cancel`);
		},
	});
	const summary = element('summary');
	const raw = element('pre', { tabIndex: 0 });
	const details = element('details', {}, summary, raw);
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
		element('div', { className: 'order-end' }, details, cancel),
	);
	return { item, title, status, facts, total, line, queue, cancel, summary, raw };
}

function fillCard(card, order) {
	const kind = state.platform.kinds.find(({ name }) => name === order.kind)?.title[state.language];
	const type = texts()[order.type];
	card.title.textContent = texts().order(order.id);
	card.status.textContent = order.status;
	card.total.textContent = money(order.total);
	card.facts.textContent = [order.customer, ...new Set([type, kind].filter(Boolean))].join(' · ');
	card.queue.textContent = order.inQueue ? texts().waiting(order.emissions.length) : '';
	card.cancel.textContent = texts().cancel;
	card.cancel.setAttribute('aria-label', texts().cancelOf(order.id));
	card.cancel.hidden = !order.canBeCancelled;
	card.line.setAttribute('aria-label', texts().lifeLine);
	card.line.replaceChildren(
		...order.lifeLine.map(({ step, at }) =>
			element(
				'li',
				{ className: `${at ? 'done' : 'open'} ${step}` },
				element('span', { className: 'dot', attributes: { 'aria-hidden': 'true' } }),
				element('span', { className: 'step', textContent: texts().steps[step] }),
				at
					? element('time', { dateTime: at, textContent: clock(at) })
					: element('span', { className: 'hidden', textContent: texts().notYet }),
			),
		),
	);
	card.summary.textContent = texts().raw;
	const json = JSON.stringify(order.raw, null, 2);
	if (card.raw.textContent !== json) card.raw.textContent = json;
}

function showRequests() {
	const latest = state.requests.slice(-REQUESTS_SHOWN).reverse();
	byId('requests').replaceChildren(...latest.map(requestRow));
	byId('no-requests').hidden = latest.length > 0;
	byId('requests-table').hidden = latest.length === 0;
	byId('requests-count').textContent =
		latest.length > 0 ? texts().requestsShown(latest.length, state.requests.length) : '';
}

function requestRow({ at, method, path, query, operation, status, faults }) {
	const text = new URLSearchParams(query).toString();
	const good = status !== null && status < 400;
	return element(
		'tr',
		{},
		element('td', {}, element('time', { dateTime: at, textContent: clock(at) })),
		element('td', {}, element('code', { textContent: `${method} ${path}${text ? `?${text}` : ''}` })),
		element('td', { textContent: operation ?? texts().unknownRoute }),
		element(
			'td',
			{},
			element('span', { className: good ? 'good' : 'bad', textContent: status ?? texts().noAnswer }),
			faults.length > 0 ? element('span', { className: 'hint', textContent: ` ${faults.join(', ')}` }) : '',
		),
	);
}

// --- Doing -----------------------------------------------------------------------------------------------------

for (const button of document.querySelectorAll('[data-language]')) {
	button.onclick = () => {
		state.language = button.dataset.language;
		localStorage.setItem('language', state.language);
		showTexts();
	};
}
byId('platform').onchange = ({ target }) => {
	state.platform = state.platforms.find(({ name }) => name === target.value);
	state.orders = [];
	state.requests = [];
	showTexts();
	void refresh('orders', 'faults', 'requests');
};
byId('lift-all').onclick = async () => {
	await Promise.all(
		state.faults
			.filter(({ platform }) => platform === state.platform.name)
			.map(({ id }) => call('DELETE', `/faults?id=${id}`)),
	);
};
byId('expire-tokens').onclick = async () => {
	if (await call('POST', `/${state.platform.name}/expire-tokens`)) announce(texts().tokensExpired);
};
byId('all-orders').onclick = () => {
	byId('orders-title').focus();
	state.showsAllOrders = true;
	showOrders();
};
byId('reset').onclick = async () => {
	if (await call('POST', '/reset')) announce(texts().wasReset);
};

showTexts();
followEvents();
