import { isMap, isSeq, parse, parseDocument, stringify, type YAMLMap } from 'yaml';
import { METHODS } from '../compile/merge';
import type { Change } from './plan';
import { AdoptProblem } from './problem';
import type { References } from './references';
import {
	keyOf,
	lineEnd,
	lineStart,
	pairOf,
	rangeOf,
	renamedParameters,
	spliced,
	type Splice,
} from './splice';

type Raw = Record<string, unknown>;

/** The text of one member of a path item: an operation, or what its operations share. */
interface Member {
	key: string;
	text: string;
	/** Our id, for operations. */
	id?: string;
}

/** One path of the text. */
interface PathItem {
	path: string;
	/** Comments above it. */
	comments: string;
	/** The line of its key. */
	head: string;
	shared: Member[];
	operations: Member[];
	/** Blank lines behind it. */
	gap: string;
	/** It is the last one of the text. */
	isLast: boolean;
	/** Members that all its operations share, as data. */
	parameters: unknown[];
}

/**
 * The text with every operation under its new path and method. Where all operations of a path go to one other path, only the key
 * is changed; else an operation moves with its text to that path, which is added behind the old one where it is new.
 * @throws AdoptProblem for a path item that is written in one line and would have to be split
 */
export function rearranged(text: string, changes: Map<string, Change>, references: References): string {
	const root = parseDocument(text).contents;
	const paths = isMap(root) ? pairOf(root, 'paths')?.value : undefined;
	if (!isMap(root) || !isMap(paths) || paths.items.length === 0) return text;
	const { start, end, items } = itemsOf(text, root, paths);
	const moves = items.some((item) => item.operations.some(({ id }) => isMoved(changes.get(id ?? ''))));
	if (!moves) return text;

	const placed = place(items, changes, references);
	const gapBetween = items.length > 1 ? (items[0]?.gap ?? '') : '\n';
	const gapAtEnd = items.at(-1)?.gap ?? '';
	const written = placed.map((item, index) => {
		if (index === placed.length - 1) return textOf({ ...item, gap: gapAtEnd });
		return textOf(item.isLast ? { ...item, gap: gapBetween } : item);
	});
	return text.slice(0, start) + written.join('') + text.slice(end);
}

const isMoved = (change: Change | undefined) =>
	change !== undefined && (change.from.path !== change.to.path || change.from.method !== change.to.method);

function textOf({ comments, head, shared, operations, gap }: PathItem): string {
	return comments + head + [...shared, ...operations].map(({ text }) => text).join('') + gap;
}

/** The items taken apart by the new paths of their operations, and put together again by path. */
function place(items: PathItem[], changes: Map<string, Change>, references: References): PathItem[] {
	const parts = items.flatMap((item) =>
		partsOf(item, changes, references).map((part) => ({ part, stays: part.path === item.path })),
	);
	const homes = new Map<string, PathItem>();
	// who stays at a path keeps its place and what its operations share
	for (const { part } of [...parts.filter(({ stays }) => stays), ...parts])
		if (!homes.has(part.path)) homes.set(part.path, part);
	const placed: PathItem[] = [];
	for (const { part } of parts) {
		const home = homes.get(part.path);
		if (!home || home === part) placed.push(part);
		else join(home, part);
	}
	return placed;
}

/** One part per new path. */
function partsOf(item: PathItem, changes: Map<string, Change>, references: References): PathItem[] {
	const goalOf = ({ id = '' }: Member) => changes.get(id)?.to.path ?? item.path;
	const goals = [...new Set(item.operations.map(goalOf))];
	if (goals.length === 0) return [item];
	return goals.map((path, index) => {
		const operations = item.operations
			.filter((operation) => goalOf(operation) === path)
			.map((operation) => withMethod(operation, changes.get(operation.id ?? '')?.to.method));
		const names = changes.get(operations[0]?.id ?? '')?.renamed ?? new Map<string, string>();
		return {
			...item,
			path,
			head: item.head.replace(item.path, () => path),
			comments: index === 0 ? item.comments : '',
			shared: item.shared.map((member) => renamedShared(member, names, references)),
			operations,
			parameters: renamedData(item.parameters, names, references),
		};
	});
}

function withMethod(operation: Member, method: string | undefined): Member {
	const key = method?.toLowerCase();
	if (key === undefined || key === operation.key) return operation;
	const root = parseDocument(operation.text).contents;
	const pair = isMap(root) ? pairOf(root, operation.key) : undefined;
	if (!pair) throw oneLine(operation.key);
	const [start, end] = rangeOf(pair.key);
	return { ...operation, key, text: spliced(operation.text, [{ start, end, text: key }]) };
}

/** Adds operations to a path that is there already; parameters that it does not share become their own. */
function join(known: PathItem, added: PathItem): void {
	const foreign = added.parameters.filter(
		(one) => !known.parameters.some((other) => JSON.stringify(other) === JSON.stringify(one)),
	);
	known.operations = [
		...known.operations,
		...added.operations.map((operation) => ({
			...operation,
			text: foreign.length === 0 ? operation.text : withParameters(operation, foreign),
		})),
	];
}

function withParameters({ key, text }: Member, parameters: unknown[]): string {
	const entries = parameters.map((one) =>
		stringify(one, { collectionStyle: 'flow', lineWidth: 0, singleQuote: true }).trim(),
	);
	const root = parseDocument(text).contents;
	const map = isMap(root) ? pairOf(root, key)?.value : undefined;
	if (!isMap(map) || map.flow) throw oneLine(key);
	const own = pairOf(map, 'parameters')?.value;
	if (own && !isSeq(own)) throw oneLine(key);
	if (!isSeq(own)) {
		const [firstKey] = rangeOf((map.items[0] as { key: Parameters<typeof rangeOf>[0] }).key);
		const indent = text.slice(lineStart(text, firstKey), firstKey);
		return `${text.replace(/\n*$/, '\n')}${indent}parameters: [${entries.join(', ')}]\n`;
	}
	const [start] = rangeOf(own);
	if (own.flow) return spliced(text, [{ start: start + 1, end: start + 1, text: `${entries.join(', ')}, ` }]);
	const line = lineStart(text, start);
	const indent = text.slice(line, start);
	const lines = entries.map((entry) => `${indent}- ${entry}\n`).join('');
	return spliced(text, [{ start: line, end: line, text: lines }]);
}

function renamedShared(member: Member, names: Map<string, string>, references: References): Member {
	if (member.key !== 'parameters') return member;
	const root = parseDocument(member.text).contents;
	const parameters = isMap(root) ? pairOf(root, 'parameters')?.value : undefined;
	const splices: Splice[] = renamedParameters(member.text, parameters, names, references.nameToOverride);
	return { ...member, text: spliced(member.text, splices) };
}

function renamedData(parameters: unknown[], names: Map<string, string>, references: References): unknown[] {
	return (parameters as Raw[]).map((one) => {
		const reference = typeof one.$ref === 'string' ? one.$ref : undefined;
		const old = reference && one.name === undefined ? references.nameToOverride(reference) : one.name;
		const other = names.get(String(old));
		return other !== undefined && (reference || one.in === 'path') ? { ...one, name: other } : one;
	});
}

function itemsOf(
	text: string,
	root: YAMLMap,
	paths: YAMLMap,
): { start: number; end: number; items: PathItem[] } {
	const data = (parse(text) as Raw).paths as Record<string, Raw>;
	const starts = paths.items.map((pair) => startWithComments(text, keyStart(pair)));
	const following = root.items.map(keyStart).find((key) => key > (starts[0] ?? 0) && key > lastEnd(paths));
	const end = following === undefined ? text.length : startWithComments(text, following);
	const items = paths.items.map((pair, index): PathItem => {
		const from = starts[index] ?? 0;
		const to = starts[index + 1] ?? end;
		const path = keyOf(pair);
		const whole = text.slice(from, to);
		const gap = /\n(\s*)$/.exec(whole)?.[1] ?? '';
		const keyLine = lineStart(text, keyStart(pair));
		const comments = text.slice(from, keyLine);
		const { value } = pair;
		if (!isMap(value) || value.flow || value.items.length === 0) {
			const line = opaque(path, comments, text.slice(keyLine, to - gap.length), gap, data[path] ?? {});
			return { ...line, isLast: index === paths.items.length - 1 };
		}
		const memberStarts = value.items.map((member) => startWithComments(text, keyStart(member)));
		const members = value.items.map((member, position): Member => {
			const key = keyOf(member);
			const memberText = text.slice(
				memberStarts[position] ?? 0,
				memberStarts[position + 1] ?? to - gap.length,
			);
			const id = METHODS.some((method) => method === key)
				? String((data[path]?.[key] as Raw).operationId)
				: undefined;
			return { key, text: memberText, id };
		});
		return {
			path,
			comments,
			head: text.slice(keyLine, memberStarts[0]),
			shared: members.filter(({ id }) => id === undefined),
			operations: members.filter(({ id }) => id !== undefined),
			gap,
			isLast: index === paths.items.length - 1,
			parameters: (data[path]?.parameters ?? []) as unknown[],
		};
	});
	return { start: starts[0] ?? 0, end, items };
}

/** A path in one line: its key can be changed, but it cannot be taken apart. */
function opaque(path: string, comments: string, whole: string, gap: string, data: Raw): PathItem {
	const methods = METHODS.filter((method) => data[method]);
	if (methods.length !== 1) throw oneLine(path);
	const [method = ''] = methods;
	const end = whole.indexOf(':', whole.indexOf(path) + path.length) + 1;
	return {
		path,
		comments,
		head: whole.slice(0, end),
		shared: [],
		operations: [{ key: method, text: whole.slice(end), id: String((data[method] as Raw).operationId) }],
		gap,
		isLast: false,
		parameters: (data.parameters ?? []) as unknown[],
	};
}

function oneLine(what: string): AdoptProblem {
	return new AdoptProblem(
		`${what} is written in a way that cannot be taken apart`,
		'Write its members on lines of their own, and run this again.',
	);
}

function keyStart(pair: { key: unknown }): number {
	return rangeOf(pair.key as Parameters<typeof rangeOf>[0])[0];
}

function lastEnd(paths: YAMLMap): number {
	return keyStart(paths.items.at(-1) as { key: unknown });
}

/** The line of a key, or that of the first comment directly above it. */
function startWithComments(text: string, offset: number): number {
	let start = lineStart(text, offset);
	while (start > 0) {
		const above = lineStart(text, start - 1);
		if (!/^\s*#/.test(text.slice(above, lineEnd(text, above)))) break;
		start = above;
	}
	return start;
}
