import { parse } from 'yaml';
import { METHODS } from '../compile/merge';
import type { Change } from './plan';

type Raw = Record<string, unknown>;

/** What the parameters behind references are called. */
export interface References {
	/** Name of the path parameter behind a reference that has to say another name itself, as not all of its users have it. */
	nameToOverride(reference: string): string | undefined;
	/** New names of whole components, by reference. */
	renamed: Map<string, string>;
}

/**
 * Where all users of a shared parameter agree on its new name, the component is renamed; else each says its own name
 * beside its reference.
 */
export function referencesOf(texts: Map<string, string>, changes: Map<string, Change>): References {
	const documents = [...texts.values()].map((text) => parse(text) as Raw);
	const parameters = Object.assign(
		{},
		...documents.map((document) => (document.components as Raw | undefined)?.parameters ?? {}),
	) as Record<string, Raw>;
	const nameOf = (reference: string) => {
		const component = parameters[reference.replace(/^#\/components\/parameters\//, '')];
		return component?.in === 'path' ? String(component.name) : undefined;
	};
	const wanted = new Map<string, Set<string>>();
	for (const document of documents) {
		for (const item of Object.values((document.paths ?? {}) as Record<string, Raw>)) {
			for (const method of METHODS.filter((one) => item[one])) {
				const operation = item[method] as Raw;
				const used = [...((item.parameters ?? []) as Raw[]), ...((operation.parameters ?? []) as Raw[])];
				const renamed = changes.get(String(operation.operationId))?.renamed;
				for (const { $ref } of used) {
					const name = typeof $ref === 'string' ? nameOf($ref) : undefined;
					if (typeof $ref !== 'string' || name === undefined) continue;
					wanted.set($ref, (wanted.get($ref) ?? new Set()).add(renamed?.get(name) ?? name));
				}
			}
		}
	}
	const renamed = new Map<string, string>();
	for (const [reference, names] of wanted) {
		const [only] = names;
		if (names.size === 1 && only !== undefined && only !== nameOf(reference)) renamed.set(reference, only);
	}
	return {
		nameToOverride: (reference) => (renamed.has(reference) ? undefined : nameOf(reference)),
		renamed,
	};
}
