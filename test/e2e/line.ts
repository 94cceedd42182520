import type { Execution } from '../../sandbox/n8n/client';
import { chosenLine } from '../../sandbox/n8n/lines';
import { N8nCallError } from '../../sandbox/n8n/rest';

/* What n8n 1.123 cannot do, for the tests that run in it too. docs/versioning.md tells it to people. */

const isN8n1 = chosenLine().major === 1;

/** A test of something that came with n8n 2. */
export const itSinceN8n2 = isN8n1 ? it.skip : it;

/** What the Data Table node of n8n 1.123 cannot do: find a table by its name, as all our workflows do, and make one. */
export const describeWithTables = isN8n1 ? describe.skip : describe;

/** How often a platform refuses an old token until n8n logs in again: the node has to ask n8n 1.123 a second time. */
export const REFUSED_BEFORE_LOGIN = isN8n1 ? 2 : 1;

/** n8n 1.123 never looks at a credential's own words for a status, and the Test button shows these. */
const wordsOfN8n1 = {
	401: 'Authorization failed - please check your credentials',
	403: 'Forbidden - perhaps check your credentials?',
	404: 'The resource you are requesting could not be found',
	503: 'Service unavailable - try again later or consider setting this node to retry automatically (in the node settings)',
};

/** What the Test button shows where the platform answered with this status. */
export const onTest = (status: keyof typeof wordsOfN8n1, words: string): string =>
	isN8n1 ? wordsOfN8n1[status] : words;

/**
 * An execution; null where n8n was killed between storing that there is one and storing what it holds: n8n 1.123 does both
 * one after the other, and cannot show the execution afterwards.
 */
export async function withData(execution: Promise<Execution>): Promise<Execution | null> {
	return await execution.catch((error: unknown) => {
		if (isN8n1 && error instanceof N8nCallError && error.message.endsWith("of null (reading 'data')"))
			return null;
		throw error;
	});
}
