import type { OpenAPIV3_1 } from 'openapi-types';
import type { Compilation } from '../../../../core/api/compile';
import { compileApi } from '../../../../core/api/compile';
import type { ApiSchema } from '../../../../core/api/compile/document';
import { toDocument } from '../../../../core/api/compile/document';
import type { OrderVerbs } from '../../../../core/order/verbs';

type Raw = Record<string, unknown>;

/** A small document in memory: paths as they stand in the YAML, with the tags that they use. */
export function documentOf(paths: Raw, components: Raw = {}): OpenAPIV3_1.Document {
	const tags = Object.values(paths)
		.flatMap((item) => Object.values(item as Raw))
		.flatMap((operation) => (operation as { tags?: string[] }).tags ?? []);
	return {
		openapi: '3.1.0',
		info: { title: 'Padaria', version: '1' },
		tags: [...new Set(tags)].map((name) => ({ name })),
		paths,
		components,
	} as OpenAPIV3_1.Document;
}

/** One operation as it stands in the YAML. */
export function operationOf(id: string, more: Raw = {}): Raw {
	return {
		operationId: id,
		tags: [id.split('.')[0]],
		summary: 'Do something',
		'x-evidence': 'documented',
		...more,
	};
}

export function compiled(paths: Raw, components: Raw = {}, verbs?: OrderVerbs): Compilation {
	return compileApi(toDocument(documentOf(paths, components)), verbs && { verbs, samples: [] });
}

/** `POST /things` with these members in its JSON body. */
export function compiledBody(properties: Record<string, ApiSchema>, required: string[] = []): Compilation {
	const requestBody = {
		content: { 'application/json': { schema: { type: 'object', required, properties } } },
	};
	return compiled({ '/things': { post: operationOf('thing.create', { requestBody }) } });
}
