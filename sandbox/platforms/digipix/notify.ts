import axios from 'axios';

const PATIENCE_MILLISECONDS = 5000;
const THIS_MACHINE = ['127.0.0.1', 'localhost', '[::1]'];

/** Body of a status notification [S]. */
export interface Notification {
	id: string;
	status: string;
	customData?: Record<string, unknown>;
	tracking_items?: Array<{ code: string; url: string }>;
}

/** Whether an address is on this machine: the sandbox calls no other, whatever somebody gave it. */
export function isNear(address: string): boolean {
	return URL.canParse(address) && THIS_MACHINE.includes(new URL(address).hostname);
}

/** Posts it once, as no page says anything of repeats. Resolves to the status, or `null` where no answer came. */
export async function notify(address: string, notification: Notification): Promise<number | null> {
	const post = axios.post(address, notification, {
		timeout: PATIENCE_MILLISECONDS,
		maxRedirects: 0,
		validateStatus: () => true,
	});
	return await post.then(
		({ status }) => status,
		() => null,
	);
}
