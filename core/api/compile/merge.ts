import type { OpenAPIV3_1 } from 'openapi-types';
import type { Paging } from '../types';

/** Members of a path item that are operations. */
export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** One OpenAPI document of several groups: paths, tags and components side by side, the rest of the first. */
export function mergeGroups(groups: OpenAPIV3_1.Document[]): OpenAPIV3_1.Document {
	const [first, ...others] = groups;
	if (!first) throw new Error('No API document was given');
	const merged = structuredClone(first);
	for (const group of others) {
		const known = merged.tags ?? [];
		const added = (group.tags ?? []).filter((tag) => !known.some((other) => other.name === tag.name));
		merged.tags = [...known, ...added];
		merged.paths ??= {};
		// two groups may share a path: one reads it, the other changes it
		for (const [path, item] of Object.entries(group.paths ?? {}))
			merged.paths[path] = { ...merged.paths[path], ...item };
		const kinds = { ...(merged.components ?? {}) } as Record<string, Record<string, unknown>>;
		for (const [kind, entries] of Object.entries(
			(group.components ?? {}) as Record<string, Record<string, unknown>>,
		)) {
			for (const [name, entry] of Object.entries(entries)) {
				const other = kinds[kind]?.[name];
				if (other !== undefined && JSON.stringify(other) !== JSON.stringify(entry))
					throw new Error(`Two groups have different components/${kind}/${name}: give one another name`);
				kinds[kind] = { ...kinds[kind], [name]: entry };
			}
		}
		merged.components = kinds as OpenAPIV3_1.ComponentsObject;
	}
	return merged;
}

/** Page number and size in the query are said once, in `x-paging`: here they become parameters like any other. */
export function withPagingParameters(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
	for (const item of Object.values(document.paths ?? {})) {
		for (const method of METHODS) {
			const operation = item?.[method] as (OpenAPIV3_1.OperationObject & { 'x-paging'?: Paging }) | undefined;
			const paging = operation?.['x-paging'];
			if (!operation || !paging || paging.style === 'none' || paging.in !== 'query') continue;
			const names = paging.style === 'offset' ? [paging.offset, paging.limit] : [paging.page, paging.size];
			const known = (operation.parameters ?? []) as Array<{ name?: string }>;
			const missing = names.filter((name) => !known.some((parameter) => parameter.name === name));
			operation.parameters = [
				...(operation.parameters ?? []),
				...missing.map((name) => ({ name, in: 'query', schema: { type: 'integer' as const } })),
			];
		}
	}
	return document;
}
