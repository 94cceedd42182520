import { randomBytes } from 'node:crypto';

/** Tells one run of n8n from the next: what another tag handed over may have been lost when that process ended. */
export const PROCESS_TAG = randomBytes(4).toString('hex');

/** Milliseconds since 1970: what happened earlier, an earlier process may have handed over. */
export const PROCESS_STARTED = Date.now();
