import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import type { OrderVerb } from '../../../core/order/verbs';
import { documentedPlatforms } from '../../engine/contract/support/documents';
import { nodeOf, ordersOf } from '../../engine/contract/support/classes';
import { comparable, documentedFields, sampleFields, verbFields } from './documentedFields';
import { listingOf } from './listing';
import { places, shownFields } from './shownFields';
import { pathsOf } from './shownPaths';

/**
 * For every operation exactly the fields that its document gives it, and no field of another: n8n's `displayOptions`
 * is a cross product, so a shared field leaks easily. What is seen stands, readable, in a file per platform beside this test;
 * `UPDATE_VISIBLE_FIELDS=1 npx jest test/nodes/visible-fields` writes it anew.
 */
describe.each(documentedPlatforms())('what a person sees in the $folder node', (platform) => {
	let properties: INodeProperties[];
	beforeAll(() => {
		({ properties } = nodeOf(platform).description);
	});
	const shown = platform.operations.filter(({ excluded }) => excluded === undefined);
	const orders = ordersOf(platform);
	const verbs = Object.keys(orders.verbs.calls) as OrderVerb[];

	it('are the documented operations, the order verbs and the samples', () => {
		const documented = shown.map(({ id }) => id);
		const offered = places(properties).map(({ resource, operation }) => `${resource}.${operation}`);
		const added = [...verbs, 'getSample'].map((name) => `order.${name}`);
		expect(offered.sort()).toEqual([...documented, ...added].sort());
	});

	it.each(shown)('are for $id the fields of the document', (operation) => {
		const seen = pathsOf(shownFields(properties, operation));
		const documented = documentedFields(operation, orders);
		expect(seen.map(comparable).sort()).toEqual(documented.map(comparable).sort());
	});

	it.each(verbs)('are for order.%s the order, what it asks, and the options of a verb', (verb) => {
		const seen = pathsOf(shownFields(properties, { resource: 'order', operation: verb }));
		const expected = verbFields(verb, platform.operations, orders);
		expect(seen.map(comparable).sort()).toEqual(expected.map(comparable).sort());
	});

	it('are for order.getSample the sample and the options of orders', () => {
		const seen = pathsOf(shownFields(properties, { resource: 'order', operation: 'getSample' }));
		expect(seen.map(comparable).sort()).toEqual(sampleFields(orders).map(comparable).sort());
	});

	it('is what the listing says', () => {
		const file = path.join(__dirname, `${platform.sandbox}.txt`);
		const listing = listingOf(properties, platform);
		if (process.env.UPDATE_VISIBLE_FIELDS === '1') writeFileSync(file, listing);
		expect(existsSync(file) ? readFileSync(file, 'utf8') : 'no listing').toBe(listing);
	});
});

it('keeps no listing of a platform that is gone', () => {
	const known = documentedPlatforms().map((platform) => `${platform.sandbox}.txt`);
	const listings = readdirSync(__dirname).filter((file) => file.endsWith('.txt'));
	expect(listings.filter((file) => !known.includes(file))).toEqual([]);
});
