import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';

/** A piece of a text and what shall stand in its place. */
export interface Splice {
	start: number;
	end: number;
	text: string;
}

/** The text with all pieces replaced; everything else stays as it is, to the byte. */
export function spliced(text: string, splices: Splice[]): string {
	return [...splices]
		.sort((a, b) => b.start - a.start || b.end - a.end)
		.reduce((whole, { start, end, text: other }) => whole.slice(0, start) + other + whole.slice(end), text);
}

export function pairOf(map: YAMLMap, key: string): Pair<Scalar, Node | null> | undefined {
	return map.items.find((pair) => keyOf(pair) === key) as Pair<Scalar, Node | null> | undefined;
}

export function keyOf({ key }: Pair): string {
	return isScalar(key) ? String(key.value) : '';
}

/** Where a node's value begins and ends in its text. */
export function rangeOf(node: Node): [number, number] {
	const [start, end] = node.range ?? [0, 0, 0];
	return [start, end];
}

/** Puts another value in the place of a scalar. */
export function replacedValue(text: string, node: Node, value: string): Splice {
	const [start, end] = rangeOf(node);
	// the value of a folded text ends behind its last line
	return { start, end, text: text.slice(start, end).endsWith('\n') ? `${value}\n` : value };
}

/** Adds a member behind another one, in the style of its map. */
export function addedPair(text: string, map: YAMLMap, after: string, key: string, value: string): Splice {
	const previous = pairOf(map, after) ?? (map.items.at(-1) as Pair<Scalar, Node | null>);
	const [keyStart, keyEnd] = rangeOf(previous.key);
	const end = previous.value ? rangeOf(previous.value)[1] : keyEnd;
	if (map.flow) return { start: end, end, text: `, ${key}: ${value}` };
	// an entry of a list begins with a dash
	const indent = text.slice(lineStart(text, keyStart), keyStart).replace(/\S/g, ' ');
	// behind a comment on the same line; a folded text already ends with its line
	const line = text[end - 1] === '\n' ? end : lineEnd(text, end);
	return {
		start: line,
		end: line,
		text: `${text[line - 1] === '\n' ? '' : '\n'}${indent}${key}: ${value}\n`,
	};
}

/** Offset of the first character of the line. */
export function lineStart(text: string, offset: number): number {
	return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset behind the line's end. */
export function lineEnd(text: string, offset: number): number {
	const end = text.indexOf('\n', offset);
	return end === -1 ? text.length : end + 1;
}

/** A text as YAML between single quotes. */
export function quoted(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

/**
 * New names for the parameters of a path, in a `parameters` list.
 * @param nameOfReference name of the path parameter that a `$ref` leads to, where the reference has to say another
 */
export function renamedParameters(
	text: string,
	parameters: Node | null | undefined,
	names: Map<string, string>,
	nameOfReference: (reference: string) => string | undefined,
): Splice[] {
	if (!isSeq(parameters) || isAlias(parameters) || names.size === 0) return [];
	return parameters.items.flatMap((entry) => {
		if (!isMap(entry)) return [];
		const name = pairOf(entry, 'name')?.value;
		const place = pairOf(entry, 'in')?.value;
		const reference = pairOf(entry, '$ref')?.value;
		const old = isScalar(name)
			? String(name.value)
			: isScalar(reference)
				? nameOfReference(String(reference.value))
				: undefined;
		const other = old === undefined ? undefined : names.get(old);
		if (other === undefined || (isScalar(place) && place.value !== 'path')) return [];
		return [
			isScalar(name) ? replacedValue(text, name, other) : addedPair(text, entry, '$ref', 'name', other),
		];
	});
}
