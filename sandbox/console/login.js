import { announce, byId, element } from './dom.js';
import { state, texts } from './state.js';

const COPIED_FOR_MILLISECONDS = 1500;

/** What a person types into the credential in n8n. */
export function showLogin() {
	const { url, login } = state.platform;
	byId('login').replaceChildren(
		...Object.entries({ [texts().baseUrl]: url, ...login }).flatMap(([label, value]) => [
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
		try {
			await navigator.clipboard.writeText(value);
		} catch {
			byId('login-problem').textContent = texts().copyRefused;
			return;
		}
		byId('login-problem').textContent = '';
		button.textContent = texts().copied;
		announce(`${label}: ${texts().copied}`);
		setTimeout(() => (button.textContent = texts().copy), COPIED_FOR_MILLISECONDS);
	};
	return button;
}
