import { documentedPlatforms } from '../engine/contract/support/documents';
import { nodeOf } from '../engine/contract/support/classes';
import { places } from '../nodes/visible-fields/shownFields';

/**
 * n8n sends the description of every installed node to every editor, and walks all of it with each keystroke. The names of
 * these tests are the report; test/load/loading.ts sets time and memory beside it.
 */
const LARGEST_DESCRIPTION = 250_000;
/** Of n8n's own nodes HubSpot takes about 5,170 bytes per operation and Freshservice about 1,340. */
const MOST_BYTES_PER_OPERATION = 5_170;

describe('the description of a node', () => {
	const figures = documentedPlatforms().map((platform) => {
		const { description } = nodeOf(platform);
		const bytes = Buffer.byteLength(JSON.stringify(description));
		const operations = places(description.properties).length;
		return { folder: platform.folder, bytes, operations, each: Math.round(bytes / operations) };
	});

	it.each(figures)(
		'of $folder has $bytes bytes for $operations operations, $each for each: less than allowed',
		({ bytes, operations, each }) => {
			expect(operations).toBeGreaterThan(0);
			expect(bytes).toBeLessThan(LARGEST_DESCRIPTION);
			expect(each).toBeLessThan(MOST_BYTES_PER_OPERATION);
		},
	);
});
