/** The part of the answer to a call that tells whether n8n took it. */
export interface Answer {
	statusCode: number;
	/** The caller has hung up, or everything was said. */
	destroyed: boolean;
	once(event: 'finish' | 'close', listener: () => void): unknown;
}

/** Milliseconds that a call waits for an earlier one. The platform is patient for ten seconds. */
export const PATIENCE = 3000;
