/** The sandbox console: shows what the control API knows and follows its event stream. */

import { forgetShownCalls, showCalls } from './calls.js';
import { call } from './control.js';
import { announce, byId } from './dom.js';
import { showFaults } from './faults.js';
import { showLogin } from './login.js';
import { forgetCards, showOrders } from './orders.js';
import { showKinds } from './place.js';
import { locale, state, texts } from './state.js';
import { showTabs } from './tabs.js';

// --- Reading ---------------------------------------------------------------------------------------------------

/** Reads a part of what the page shows and shows it. What belongs to a platform that was left meanwhile is dropped. */
const READERS = {
	async platforms() {
		const platforms = await call('GET', '/platforms', { place: byId('notice') });
		if (!platforms) return;
		state.platforms = platforms;
		const name = state.platform?.name ?? wantedPlatform();
		state.platform = platforms.find((platform) => platform.name === name) ?? platforms[0];
		showPlatform();
	},
	async orders() {
		await readOfPlatform('orders', (name) => `/${name}/orders`);
		showOrders();
	},
	async faults() {
		state.faults = (await call('GET', '/faults', { place: byId('notice') })) ?? state.faults;
		showTabs(choosePlatform);
		showFaults();
	},
	async requests() {
		await readOfPlatform(
			'requests',
			(name) => `/requests?platform=${name}`,
			({ requests }) => requests,
		);
		await readOfPlatform('deliveries', (name) => `/deliveries?platform=${name}`);
		showCalls();
		// open orders show the calls that name them
		showOrders();
	},
};

async function readOfPlatform(part, pathOf, pick = (answer) => answer) {
	const { name } = state.platform;
	const answer = await call('GET', pathOf(name), { place: byId('notice') });
	if (answer && name === state.platform.name) state[part] = pick(answer);
}

const PAUSE_MILLISECONDS = 60;
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
		for (const part of now) if (part === 'platforms' || state.platform) await READERS[part]();
		await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
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
	storeOpenChanged: ['platforms'],
	webhookCalled: ['requests'],
	faultUsed: ['faults'],
	faultsChanged: ['faults'],
	requestAnswered: ['requests'],
	requestsCleared: ['requests'],
	reset: ['platforms', 'orders', 'faults', 'requests'],
};

/** Those that the tabs tell of, whichever platform is open. */
const SHOWN_FOR_ALL = ['faultUsed', 'faultsChanged'];

const ANNOUNCED_STEPS = ['confirmed', 'dispatched', 'readyForPickup', 'delivered', 'cancelled'];

/** What to say of an event; nothing of most. */
function wordsFor(event) {
	const stepOf = (step) => `${texts().order(event.id)}: ${texts().steps[step]}`;
	switch (event.type) {
		case 'orderHandedOut':
			return event.times === 1 ? stepOf('handedOut') : undefined;
		case 'orderAcknowledged':
			return stepOf('acknowledged');
		case 'stageChanged':
			return ANNOUNCED_STEPS.includes(event.step) ? stepOf(event.step) : undefined;
		case 'orderCancelledByCustomer':
			// where the store has begun with it already, that is a wish
			return texts().customerCancels(event.id);
		default:
			return undefined;
	}
}

const GATHERING_MILLISECONDS = 250;
let placed = [];

/** Many orders at once are told in one sentence. */
function announcePlaced(id) {
	placed.push(id);
	if (placed.length > 1) return;
	setTimeout(() => {
		announce(placed.length > 1 ? texts().ordersPlaced(placed.length) : texts().orderPlaced(placed[0]));
		placed = [];
	}, GATHERING_MILLISECONDS);
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
		const isHere = event.platform === null || event.platform === state.platform?.name;
		if (!isHere && !SHOWN_FOR_ALL.includes(event.type)) return;
		if (isHere) {
			const words = wordsFor(event);
			if (words) announce(words);
			if (event.type === 'orderPlaced') announcePlaced(event.id);
		}
		void refresh(...(PARTS_OF_EVENT[event.type] ?? []));
	};
}

// --- Showing ---------------------------------------------------------------------------------------------------

function showTexts() {
	document.documentElement.lang = locale();
	for (const node of document.querySelectorAll('[data-text]')) {
		node.textContent = texts()[node.dataset.text];
	}
	for (const node of document.querySelectorAll('[data-label]')) {
		node.setAttribute('aria-label', texts()[node.dataset.label]);
	}
	for (const node of document.querySelectorAll('[data-title]')) {
		node.title = texts()[node.dataset.title];
	}
	for (const button of document.querySelectorAll('[data-language]')) {
		button.setAttribute('aria-pressed', String(button.dataset.language === state.language));
	}
	// written in the language of before
	for (const problem of document.querySelectorAll('[role="alert"]')) problem.replaceChildren();
	showConnection();
	if (state.platform) showPlatform();
}

function showConnection() {
	const place = byId('connection');
	const text = state.connected ? texts().connected : texts().connecting;
	// an unchanged text is not read out again
	if (place.textContent !== text) place.textContent = text;
	place.classList.toggle('live', state.connected);
}

function showPlatform() {
	const { displayName, storeOpen } = state.platform;
	document.title = `${displayName} · ${texts().title}`;
	byId('panel').hidden = false;
	byId('store').hidden = storeOpen === null;
	byId('store').textContent = storeOpen ? texts().storeIsOpen : texts().storeIsClosed;
	showTabs(choosePlatform);
	showKinds();
	showFaults();
	showLogin();
	showOrders();
	showCalls();
}

// --- Choosing --------------------------------------------------------------------------------------------------

/** From the address, such as `/#pigz`, else the one that was open before. */
const wantedPlatform = () =>
	state.platforms.find(({ name }) => name === location.hash.slice(1))?.name ??
	localStorage.getItem('platform');

function choosePlatform(name) {
	const chosen = state.platforms.find((platform) => platform.name === name);
	if (!chosen || chosen === state.platform) return;
	state.platform = chosen;
	Object.assign(state, { orders: [], requests: [], deliveries: [] });
	for (const problem of document.querySelectorAll('[role="alert"]')) problem.replaceChildren();
	forgetCards();
	forgetShownCalls();
	localStorage.setItem('platform', name);
	history.replaceState(null, '', `#${name}`);
	showPlatform();
	void refresh('orders', 'requests');
}

addEventListener('hashchange', () => choosePlatform(location.hash.slice(1)));
for (const button of document.querySelectorAll('[data-language]')) {
	button.onclick = () => {
		state.language = button.dataset.language;
		localStorage.setItem('language', state.language);
		showTexts();
	};
}

showTexts();
followEvents();
