import { createHash } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import type { Links, Section, Step, Template, Text, WorkflowFile } from './types';

/** n8n's canvas snaps to 16 pixels. */
const GRID = 16;
const COLUMN = 15 * GRID;
const ROW = 11 * GRID;
/** Space in a frame left of its first node. */
const MARGIN = 4 * GRID;
const GAP = 2 * GRID;
const ABOUT_WIDTH = 32 * GRID;
const NARROWEST = 22 * GRID;
/** How n8n draws a note: lines of 20 pixels, about 7.2 pixels for a letter. */
const LINE = 20;
const LETTER = 7.2;

const colors = { about: 4, frame: 7 };

/** Places the nodes of a template in their frames and joins them, as a file that n8n imports. */
export function draw(template: Template): WorkflowFile {
	const { file, name, about, rows, links } = template;
	const idOf = (what: string) => uuid(`${file}/${what}`);
	const nodes: INode[] = [];
	let top = 0;
	for (const [row, sections] of rows.entries()) {
		const textHeight = Math.max(...sections.map(({ note, steps }) => heightOf(note, widthOf(steps))));
		const lowest = Math.max(...sections.flatMap(({ steps }) => steps.map(({ at }) => at[1])));
		const height = snap(textHeight + (lowest + 1) * ROW + GRID);
		let left = ABOUT_WIDTH + GAP;
		for (const [column, { note, steps }] of sections.entries()) {
			const title = `Note ${row + 1}.${column + 1}`;
			nodes.push(sticky(idOf(title), title, note, [left, top], [widthOf(steps), height], colors.frame));
			for (const step of steps) {
				const [across, down] = step.at;
				const position: [number, number] = [
					left + MARGIN + across * COLUMN,
					top + snap(textHeight) + down * ROW,
				];
				nodes.push(node(step, idOf(step.name), position));
			}
			left += widthOf(steps) + GAP;
		}
		top += height + GAP;
	}
	const aboutHeight = snap(Math.max(heightOf(about, ABOUT_WIDTH), top - GAP));
	nodes.unshift(sticky(idOf('About'), 'About', about, [0, 0], [ABOUT_WIDTH, aboutHeight], colors.about));
	return {
		name,
		nodes,
		connections: connect(links),
		settings: { executionOrder: 'v1', timezone: 'America/Sao_Paulo' },
		pinData: {},
		active: false,
		meta: {},
		tags: [],
	};
}

/** The note as n8n shows it: Portuguese above, English below. */
export function bothLanguages({ pt, en }: Text): string {
	return `${pt}\n\n---\n\n${en}`;
}

function node(step: Step, id: string, position: [number, number]): INode {
	const { name, type, typeVersion, parameters, at: _, credentials, hasAddress, ...more } = step;
	return {
		id,
		name,
		type,
		typeVersion,
		position,
		parameters,
		...more,
		...(hasAddress ? { webhookId: uuid(`address of ${id}`) } : {}),
		...(credentials ? { credentials: named(credentials) } : {}),
	};
}

/** A file names credentials and never holds their ids: n8n finds the one with that name, or asks. */
function named(credentials: Record<string, string>): INode['credentials'] {
	return Object.fromEntries(
		Object.entries(credentials).map(([type, name]) => [type, { name }]),
	) as unknown as INode['credentials'];
}

function sticky(
	id: string,
	name: string,
	text: Text,
	position: [number, number],
	[width, height]: [number, number],
	color: number,
): INode {
	const parameters = { content: bothLanguages(text), width, height, color };
	return { id, name, type: 'n8n-nodes-base.stickyNote', typeVersion: 1, position, parameters };
}

function connect(links: Links): WorkflowFile['connections'] {
	return Object.fromEntries(
		Object.entries(links).map(([from, targets]) => {
			const outputs = targets.some(Array.isArray) ? (targets as string[][]) : [targets as string[]];
			const main = outputs.map((names) => names.map((name) => target(name)));
			return [from, { main }];
		}),
	);
}

/** `Name#1` means the second input of a node, such as a Merge. */
function target(text: string) {
	const [name = '', input = '0'] = text.split('#');
	return { node: name, type: 'main' as const, index: Number(input) };
}

function widthOf(steps: Section['steps']): number {
	const columns = Math.max(...steps.map(({ at }) => at[0])) + 1;
	return Math.max(NARROWEST, columns * COLUMN + GRID);
}

function heightOf(text: Text, width: number): number {
	const letters = (width - 3 * GRID) / LETTER;
	return bothLanguages(text)
		.split('\n')
		.map((line) => {
			if (line === '') return LINE / 2;
			if (line.startsWith('#')) return Math.ceil(line.length / (letters * 0.75)) * (LINE + 8) + 8;
			return Math.ceil(line.length / letters) * LINE;
		})
		.reduce((sum, height) => sum + height, 3 * GRID);
}

const snap = (length: number) => Math.ceil(length / GRID) * GRID;

/** The same for the same words, so that a file changes only where its template does. */
function uuid(words: string): string {
	const hex = createHash('sha256').update(words).digest('hex');
	const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
	return [...parts, hex.slice(20, 32)].join('-');
}
