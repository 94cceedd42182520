import { markedWith, withChoices, type FieldPath } from './documentedFields';
import type { ShownField } from './shownFields';

/** As `documentedFields` writes them: what opens below a field of some kinds only is of these kinds too. */
export function pathsOf(fields: ShownField[], above = ''): FieldPath[] {
	const marked = new Map<FieldPath, { kinds: string[]; of: number }>();
	const always = fields.flatMap(({ label, required, choices, below, onlyFor }) => {
		const field = `${above}${label}${required ? '*' : ''}`;
		const values = choices?.map(({ value }) => value);
		const paths = [values ? withChoices(field, values) : field, ...pathsOf(below, `${above}${label} > `)];
		if (!onlyFor) return paths;
		for (const path of paths) {
			const kinds = [...(marked.get(path)?.kinds ?? []), ...onlyFor.kinds];
			marked.set(path, { kinds, of: onlyFor.of });
		}
		return [];
	});
	return [
		...always,
		...[...marked].map(([path, { kinds, of }]) => (kinds.length === of ? path : markedWith(path, kinds))),
	];
}
