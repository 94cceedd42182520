import { element } from './dom.js';
import { texts } from './state.js';

const PROBLEM_OF_STATUS = { 400: 'invalid', 404: 'missing', 409: 'conflict' };

/**
 * Calls the control API of the sandbox.
 * @param place where a refusal is shown, with the next step, until a call works there; what the sandbox says is English
 * @returns the answer, `undefined` for a refusal
 */
export async function call(method, path, { body, place } = {}) {
	let response;
	let answer;
	try {
		response = await fetch(`/_sandbox${path}`, {
			method,
			headers: body ? { 'Content-Type': 'application/json' } : {},
			body: body ? JSON.stringify(body) : undefined,
		});
		answer = await response.json();
	} catch {
		place?.replaceChildren(texts().problems.unreachable);
		return undefined;
	}
	if (response.ok) {
		place?.replaceChildren();
		return answer;
	}
	const problem = texts().problems[PROBLEM_OF_STATUS[response.status] ?? 'other'];
	place?.replaceChildren(`${problem} `, element('q', { lang: 'en', textContent: answer.error }));
	return undefined;
}
