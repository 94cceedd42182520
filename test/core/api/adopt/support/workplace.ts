import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small repository in a temporary folder, with one platform of our own. */
export class Workplace {
	root!: string;

	/** Call it once at the top of a test file. */
	open(): this {
		beforeEach(() => {
			this.root = mkdtempSync(join(tmpdir(), 'adopting-'));
		});
		afterEach(() => rmSync(this.root, { recursive: true, force: true }));
		return this;
	}

	/** Writes a file and gives its whole path. */
	write(name: string, content: string | object): string {
		const file = join(this.root, name);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
		return file;
	}

	read(name: string): string {
		return readFileSync(join(this.root, name), 'utf8');
	}
}

/** What a diff shows: `-` a line that is gone, `+` a new one, in their order. */
export function changedLines(before: string, after: string): string[] {
	const [old, now] = [before.split('\n'), after.split('\n')];
	const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
	const at = (row: number, column: number) => common[row]?.[column] ?? 0;
	for (let row = old.length - 1; row >= 0; row--) {
		for (let column = now.length - 1; column >= 0; column--) {
			const isSame = old[row] === now[column];
			(common[row] as number[])[column] = isSame
				? at(row + 1, column + 1) + 1
				: Math.max(at(row + 1, column), at(row, column + 1));
		}
	}
	const lines: string[] = [];
	let [row, column] = [0, 0];
	while (row < old.length || column < now.length) {
		if (row < old.length && column < now.length && old[row] === now[column]) {
			row++;
			column++;
		} else if (row < old.length && (column === now.length || at(row + 1, column) >= at(row, column + 1))) {
			lines.push(`-${old[row++]}`);
		} else {
			lines.push(`+${now[column++]}`);
		}
	}
	return lines;
}

/** A bakery as we describe it: shared and own parameters, lists and single lines, comments in odd places. */
export const BAKERY = `# Bakery, re-described. Sources: [S] a page
openapi: 3.1.0
info: { title: Bakery, version: 1.0.0 }
servers:
  - { url: https://bakery.example.com/api, description: 'Production' }
tags:
  - { name: order, x-displayName: Order }
  - { name: loaf, x-displayName: Loaf }

paths:
  # orders are many
  /orders:
    get:
      operationId: order.getAll
      tags: [order]
      summary: Get many orders
      x-evidence: inferred
      x-source: 'answer [S]; path (inf)' # to be asked
      x-paging: { style: none }
      parameters:
        - { name: baker, in: query, schema: { type: string }, description: Who baked }
        - { name: pickedUpBefore, in: query, schema: { type: string, format: date-time } }
      responses: { '200': { description: Orders } }
    # the one write
    post:
      operationId: order.create
      tags: [order]
      summary: Create an order
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/NewOrder' } } }
      responses: { '201': { description: Created } }

  /orders/{orderId}:
    parameters: [{ $ref: '#/components/parameters/OrderId' }]
    get:
      operationId: order.get
      tags: [order]
      summary: Get an order
      x-evidence: inferred
      x-source: >-
        answer [S];
        path (inf)
      x-answer: { order: true }
      responses: { '200': { description: The order } }
    put: # replaces it
      operationId: order.changeIcing
      tags: [order]
      summary: Change the icing of an order
      x-evidence: inferred
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [icing], properties: { icing: { type: string, examples: [lemon] } } } } }
      responses: { '200': { description: Changed } }

  /loaves/{loafId}:
    get:
      operationId: loaf.get
      tags: [loaf]
      summary: Get a loaf
      x-evidence: documented
      x-source: '[S]'
      parameters:
        - name: loafId # as on the page
          in: path
          required: true
          schema: { title: Loaf, type: integer, examples: [7] }
        - { name: crumbs, in: query, description: Whether crumbs are wanted, schema: { type: boolean } }
      responses: { '200': { description: The loaf } }

  /loaves/{loafId}/slices: { delete: { operationId: loaf.unslice, tags: [loaf], summary: Remove all slices of a loaf, parameters: [{ name: loafId, in: path, required: true, schema: { type: integer } }, { name: thickness, in: query, schema: { type: number } }], responses: { '204': { description: Gone } } } }

components:
  parameters:
    OrderId: { name: orderId, in: path, required: true, schema: { title: Order, type: integer, examples: [5] } }
  schemas:
    NewOrder:
      type: object
      required: [loaves]
      properties:
        loaves: { type: integer, description: How many loaves, examples: [2] }
        sprinkles: { type: string, description: What shall be on it, examples: [poppy] }
`;

export interface OfficialOperation {
	summary?: string;
	tags?: string[];
	query?: string[];
	body?: string[];
}

/** An official file, from what it says by `METHOD path`. */
export function official(
	operations: Record<string, OfficialOperation>,
	more: Record<string, unknown> = {},
): object {
	const paths: Record<string, Record<string, unknown>> = {};
	for (const [key, { summary, tags, query = [], body }] of Object.entries(operations)) {
		const [method = '', path = ''] = key.split(' ');
		const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => ({
			name,
			in: 'path',
			required: true,
			schema: { type: 'string' },
		}));
		const schema = {
			type: 'object',
			properties: Object.fromEntries((body ?? []).map((name) => [name, { type: 'string' }])),
		};
		paths[path] = {
			...paths[path],
			[method.toLowerCase()]: {
				summary,
				tags,
				parameters: [...inPath, ...query.map((name) => ({ name, in: 'query', schema: { type: 'string' } }))],
				...(body ? { requestBody: { content: { 'application/json': { schema } } } } : {}),
				responses: { '200': { description: 'OK' } },
			},
		};
	}
	return { openapi: '3.0.3', info: { title: 'Bakery API', version: '2.7' }, paths, ...more };
}

/** The bakery as its own file has it, each operation at the address that is given. */
export function bakeryAt(
	addresses: Partial<Record<string, string>>,
	more: Record<string, unknown> = {},
): object {
	const known: Record<string, OfficialOperation> = {
		'order.getAll': { summary: 'List orders', tags: ['Sales'], query: ['baker', 'pickedUpBefore'] },
		'order.create': { summary: 'Place an order', tags: ['Sales'], body: ['loaves', 'sprinkles'] },
		'order.get': { summary: 'Read an order', tags: ['Sales'] },
		'order.changeIcing': { summary: 'Update the icing', tags: ['Sales'], body: ['icing'] },
		'loaf.get': { summary: 'Show one loaf', tags: ['Bread'], query: ['crumbs'] },
		'loaf.unslice': { summary: 'Delete slices', tags: ['Bread'], query: ['thickness'] },
	};
	return official(
		Object.fromEntries(Object.entries(addresses).map(([id, address]) => [address ?? '', known[id] ?? {}])),
		more,
	);
}
