import { randomBytes } from 'node:crypto';

/** Tells one run of n8n from the next: what another tag handed over may have been lost when that process ended. */
export const PROCESS_TAG = randomBytes(4).toString('hex');
