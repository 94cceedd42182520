/**
 * Reads the form in which n8n stores an execution's data: a JSON list whose first element is the root, and in which
 * every text inside an element is the position of the element that it stands for. Shared and circular parts survive.
 */
export function unflatten(stored: string): unknown {
	const elements = JSON.parse(stored) as unknown[];
	const built = new Map<number, unknown>();
	const build = (position: number): unknown => {
		const element = elements[position];
		if (typeof element !== 'object' || element === null) return element;
		if (built.has(position)) return built.get(position);
		const result: Record<string, unknown> | unknown[] = Array.isArray(element) ? [] : {};
		built.set(position, result);
		for (const [key, value] of Object.entries(element)) {
			(result as Record<string, unknown>)[key] = typeof value === 'string' ? build(Number(value)) : value;
		}
		return result;
	};
	return build(0);
}
