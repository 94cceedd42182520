import { clock } from './state.js';

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; text is always set as text. */
export function element(tag, properties = {}, ...children) {
	const { attributes = {}, ...rest } = properties;
	const made = Object.assign(document.createElement(tag), rest);
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	made.append(...children);
	return made;
}

export const timeOf = (iso) => element('time', { dateTime: iso, textContent: clock(iso) });

const SAID_LINES = 5;

/** Says something to those who do not see the page: a line more, so that two at once are both read out. */
export function announce(text) {
	const place = byId('announcer');
	place.append(element('p', { textContent: text }));
	while (place.children.length > SAID_LINES) place.firstChild.remove();
}

/**
 * Replaces the children. The focus stays on the one with the same `data-key`, or goes to `fallback` where that is gone.
 */
export function replaceKeepingFocus(place, children, fallback) {
	const focused = place.contains(document.activeElement) ? document.activeElement : null;
	place.replaceChildren(...children);
	if (!focused) return;
	const same = [...place.querySelectorAll('[data-key]')].find(
		(node) => node.dataset.key === focused.dataset.key,
	);
	(same ?? fallback).focus();
}
