import type { ApiSchema } from './document';

interface Resolving {
	/** What is made of an object once its own references are resolved. */
	finish?: (value: Record<string, unknown>) => Record<string, unknown>;
	/** What stands where a schema contains itself: forms are finite. */
	recursion?: object;
}

/**
 * Replaces every `$ref` by what it names; members beside a `$ref` win, as OpenAPI 3.1 has it.
 * @throws Error for a reference that leads nowhere
 */
export function resolver(root: unknown, { finish = (value) => value, recursion = {} }: Resolving = {}) {
	const resolve = (value: unknown, trail: string[]): unknown => {
		if (Array.isArray(value)) return value.map((entry) => resolve(entry, trail));
		if (typeof value !== 'object' || value === null) return value;
		const { $ref, ...rest } = value as Record<string, unknown>;
		const own = Object.fromEntries(Object.entries(rest).map(([key, entry]) => [key, resolve(entry, trail)]));
		if (typeof $ref !== 'string') return finish(own);
		if (trail.includes($ref)) return { ...recursion, ...own };
		return { ...(resolve(lookUp(root, $ref), [...trail, $ref]) as object), ...own };
	};
	return (value: unknown) => resolve(value, []);
}

/** A resolver for forms: one object for all parts of an `allOf`, and a schema that contains itself ends as a free object. */
export function formResolver(root: unknown) {
	return resolver(root, {
		finish: (value) => withoutNullChoice(withPartsMerged(value)),
		recursion: { type: 'object' },
	});
}

/** `allOf` parts as one schema: members and required names of all, the last word of anything else. */
function withPartsMerged(schema: Record<string, unknown>): Record<string, unknown> {
	if (!Array.isArray(schema.allOf)) return schema;
	const { allOf, ...own } = schema;
	const parts = [...(allOf as ApiSchema[]), own as ApiSchema];
	const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {})) as object;
	const required = [...new Set(parts.flatMap((part) => part.required ?? []))];
	return {
		...(Object.assign({}, ...parts) as object),
		...(Object.keys(properties).length > 0 ? { properties } : {}),
		...(required.length > 0 ? { required } : {}),
	};
}

/** `oneOf: [X, { type: 'null' }]` is X that can be null. */
function withoutNullChoice(schema: Record<string, unknown>): Record<string, unknown> {
	if (!Array.isArray(schema.oneOf)) return schema;
	const { oneOf, ...own } = schema;
	const others = (oneOf as ApiSchema[]).filter((entry) => entry.type !== 'null');
	const [only] = others;
	if (others.length !== 1 || !only || others.length === oneOf.length) return schema;
	return { ...only, ...own, type: [typeof only.type === 'string' ? only.type : 'object', 'null'] };
}

function lookUp(root: unknown, reference: string): unknown {
	const found = reference
		.replace(/^#\//, '')
		.split('/')
		.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], root);
	if (found === undefined) throw new Error(`The reference ${reference} leads nowhere`);
	return found;
}
