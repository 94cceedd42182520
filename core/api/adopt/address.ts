import { pathParametersOf } from './traits';

/**
 * An official path as it stands in our document: below the address of our server.
 * @param official address of the official server and the path below it
 * @param ours address of our server
 * @returns undefined where the official address is not below ours
 */
export function pathBelow(official: { server: string; path: string }, ours: string): string | undefined {
	const base = pathnameOf(ours);
	const given = pathnameOf(official.server);
	const whole = given + official.path;
	if (whole.startsWith(`${base}/`)) return whole.slice(base.length);
	// a file without a server path does not tell what its paths are below of
	return given === '' ? whole : undefined;
}

function pathnameOf(server: string): string {
	if (!URL.canParse(server, 'https://host.invalid')) return '';
	return new URL(server, 'https://host.invalid').pathname.replace(/\/+$/, '');
}

/** A path without the names in its braces: two paths of one shape are one address. */
export function shapeOf(path: string): string {
	return path.replace(/\{[^}]*\}/g, '{}');
}

/** The path with other names in its braces, in their order. */
export function withNames(path: string, names: string[]): string {
	let index = 0;
	return path.replace(/\{[^}]*\}/g, () => `{${names[index++] ?? ''}}`);
}

/** New names by the old ones, in the order in which they stand in two paths of one shape or another. */
export function renamedNames(from: string, to: string): Map<string, string> {
	const after = pathParametersOf(to);
	return new Map(
		pathParametersOf(from).flatMap((name, index): Array<[string, string]> => {
			const other = after[index];
			return other === undefined || other === name ? [] : [[name, other]];
		}),
	);
}
