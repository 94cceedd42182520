/** Reads `a.b.c` from nested objects; undefined where a step is missing. An empty path is the value itself. */
export function at(value: unknown, path: string): unknown {
	if (path === '') return value;
	return path.split('.').reduce<unknown>((inner, step) => (isRecord(inner) ? inner[step] : undefined), value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
