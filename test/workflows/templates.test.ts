import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, INodeProperties, INodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { DeliveryDireto } from '../../nodes/DeliveryDireto/DeliveryDireto.node';
import { DeliveryDiretoTrigger } from '../../nodes/DeliveryDireto/DeliveryDiretoTrigger.node';
import { Digipix } from '../../nodes/Digipix/Digipix.node';
import { DigipixTrigger } from '../../nodes/Digipix/DigipixTrigger.node';
import { Neemo } from '../../nodes/Neemo/Neemo.node';
import { NeemoTrigger } from '../../nodes/Neemo/NeemoTrigger.node';
import { Pigz } from '../../nodes/Pigz/Pigz.node';
import { PigzTrigger } from '../../nodes/Pigz/PigzTrigger.node';
import { Venddor } from '../../nodes/Venddor/Venddor.node';
import { VenddorTrigger } from '../../nodes/Venddor/VenddorTrigger.node';
import { draw } from '../../workflows/build/canvas';
import { templates } from '../../workflows/build/templates';
import type { WorkflowFile } from '../../workflows/build/types';

const root = join(__dirname, '..', '..');
const folder = join(root, 'workflows', 'templates');
const names = readdirSync(folder);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const files = names.map((name): [string, WorkflowFile] => [name, JSON.parse(read(name)) as WorkflowFile]);

const OURS = 'n8n-nodes-pedidos.';
const ourNodes: INodeType[] = [
	new DeliveryDireto(),
	new DeliveryDiretoTrigger(),
	new Digipix(),
	new DigipixTrigger(),
	new Neemo(),
	new NeemoTrigger(),
	new Pigz(),
	new PigzTrigger(),
	new Venddor(),
	new VenddorTrigger(),
];
const described = new Map(ourNodes.map(({ description }) => [OURS + description.name, description]));

const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';
const contentOf = (note: INode) => String(note.parameters.content);

interface Schema {
	properties?: Record<string, Schema>;
	items?: Schema;
}
const schema = JSON.parse(readFileSync(join(root, 'docs', 'unified-order.schema.json'), 'utf8')) as Schema;

/** Members of an order that templates name: `customer.phone` of `$json.customer.phone`. Lists end a path. */
function pathsIn(text: string): string[] {
	const members = Object.keys(schema.properties ?? {}).join('|');
	const path = new RegExp(`json\\.((?:${members})(?:\\??\\.[a-zA-Z]+)+)`, 'g');
	return [...text.matchAll(path)].map((match) => (match[1] ?? '').replaceAll('?', ''));
}

function isInSchema(path: string): boolean {
	let at: Schema | undefined = schema;
	for (const member of path.split('.')) {
		// Behind a text, a number or a list come JavaScript's own members, such as toFixed
		if (!at?.properties) return true;
		at = at.properties[member];
		if (!at) return false;
	}
	return true;
}

it('has the twelve templates, exactly as they are described (npx gulp templates writes them)', () => {
	const wanted = templates.map((template) => [`${template.file}.json`, draw(template)]);
	expect(files).toHaveLength(12);
	expect(Object.fromEntries(files)).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(wanted))));
});

it.each(['docs/templates.md', 'docs/pt-BR/modelos.md'])('lists every template in %s', (page) => {
	const listed = [...readFileSync(join(root, page), 'utf8').matchAll(/^\| `([^`]+)`/gm)].map(
		(match) => match[1],
	);
	expect(listed).toEqual(templates.map(({ file }) => file));
});

it('gives no table a name that is part of the name of another, which n8n would take for it', () => {
	const steps = files.flatMap(([, { nodes }]) => nodes);
	const tables = [
		...new Set(
			steps.flatMap(({ parameters }) => (parameters.tableName ? [String(parameters.tableName)] : [])),
		),
	];
	expect(tables).toContain('Orders');
	for (const one of tables)
		for (const other of tables.filter((name) => name !== one))
			expect(other.toLowerCase()).not.toContain(one.toLowerCase());
});

describe.each(files)('%s', (name, { nodes, connections }) => {
	const byName = new Map(nodes.map((node) => [node.name, node]));
	const steps = nodes.filter((node) => !isNote(node));
	const notes = nodes.filter(isNote);

	it('has nodes with ids and names of their own, and links between them only', () => {
		expect(byName.size).toBe(nodes.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		const linked = Object.entries(connections).flatMap(([from, { main }]) => [
			from,
			...main.flat().map(({ node }) => node),
		]);
		for (const one of linked) expect([...byName.keys()]).toContain(one);
		for (const { name: step } of steps) expect(linked).toContain(step);
	});

	it('uses only fields that our nodes have, shown for what they do', () => {
		for (const node of steps.filter(({ type }) => type.startsWith(OURS))) {
			const description = described.get(node.type);
			expect(description).toBeDefined();
			if (!description) continue;
			const all: INodeProperties[] = description.properties;
			// n8n adds the times of a poll to every polling trigger itself
			const { pollTimes: _, ...parameters } = node.parameters;
			const known = NodeHelpers.getNodeParameters(all, parameters, true, false, node, description);
			const unknown = Object.keys(parameters).filter((key) => !(key in (known ?? {})));
			expect({ node: node.name, unknown }).toEqual({ node: node.name, unknown: [] });
			const wrong = NodeHelpers.getNodeParametersIssues(
				all,
				{ ...node, parameters, disabled: false },
				description,
			);
			expect({ node: node.name, wrong }).toEqual({ node: node.name, wrong: null });
		}
	});

	it('reads only fields that every order has', () => {
		const paths = pathsIn(read(name));
		expect(paths.filter((path) => !isInSchema(path))).toEqual([]);
	});

	it('explains itself in Portuguese and in English on every note', () => {
		expect(notes.length).toBeGreaterThan(2);
		for (const note of notes) {
			const [portuguese = '', english = '', ...more] = contentOf(note).split('\n\n---\n\n');
			expect(more).toEqual([]);
			expect(portuguese).toMatch(/[ãáâàéêíóõôúç]| (de|em|que|uma?|para|do|da|as|os?|a) /i);
			expect(english).toMatch(/\b(the|it|a|an|and|only|all|what|which|once|add|ask|note)\b/i);
			expect(english).not.toMatch(/[ãõç]/);
		}
	});

	it('names in its notes only nodes that exist', () => {
		const quoted = notes.flatMap((note) => [
			...contentOf(note).matchAll(/\*([A-Z][^*…]+\(off\)|Press [^*]+)\*/g),
		]);
		for (const [, title = ''] of quoted) expect([...byName.keys()]).toContain(title);
	});

	it('tells somebody when it fails', () => {
		expect(connections['When something fails']?.main[0]).toMatchObject([{ node: 'Note the problem' }]);
		expect(connections['Note the problem']?.main[0]?.[0]).toMatchObject({
			node: 'Tell me about the problem',
		});
		const branching = steps.filter(({ onError }) => onError === 'continueErrorOutput');
		for (const { name: step } of branching)
			expect([step, connections[step]?.main[1]]).toEqual([step, [expect.anything()]]);
	});

	it('holds no credential ids and no secrets', () => {
		for (const { credentials = {} } of steps)
			for (const one of Object.values(credentials)) expect(Object.keys(one)).toEqual(['name']);
		expect(read(name)).not.toMatch(/Bearer (?!SUA_CHAVE|YOUR_KEY)|xox[abp]-|AIza|sk-[a-z0-9]{8}/i);
	});

	it('lays every node inside one note, below its text, and nothing over anything else', () => {
		const sizeOf = (node: INode): [number, number] =>
			isNote(node) ? [Number(node.parameters.width), Number(node.parameters.height)] : [96, 96];
		const overlap = (one: INode, other: INode) => {
			const [width, height] = sizeOf(one);
			const [otherWidth, otherHeight] = sizeOf(other);
			const [left, top] = one.position;
			const [otherLeft, otherTop] = other.position;
			return (
				left < otherLeft + otherWidth &&
				otherLeft < left + width &&
				top < otherTop + otherHeight &&
				otherTop < top + height
			);
		};
		for (const group of [steps, notes]) {
			for (const [place, one] of group.entries())
				for (const other of group.slice(place + 1))
					expect([one.name, other.name, overlap(one, other)]).toEqual([one.name, other.name, false]);
		}
		for (const step of steps) expect(notes.filter((note) => overlap(step, note))).toHaveLength(1);
	});
});
