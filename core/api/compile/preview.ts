import { orderEventSchema, unifiedOrderSchema } from '../../order/schema';
import type { ApiOperation, ApiSchema } from './document';

/** A JSON schema as n8n's field preview reads it. */
interface Preview {
	type: string;
	properties?: Record<string, Preview>;
	items?: Preview;
	version?: number;
}

/** Shape of one output item, so that a person can drag fields before the first run. */
export function previewOf(source: ApiOperation): Preview | undefined {
	if (source.answer?.order === true) return orderPreview();
	if (source.answer?.empty !== undefined)
		return { type: 'object', properties: { [String(source.answer.empty)]: { type: 'boolean' } }, version: 1 };
	const rows = inside(source.response, source.answer?.items as string | undefined);
	const row = rows?.type === 'array' ? rows.items : rows;
	return row?.properties ? { ...simplified(row), version: 1 } : undefined;
}

/** A unified order. */
export function orderPreview(): Preview {
	return { ...simplified(unifiedOrderSchema as ApiSchema), version: 1 };
}

/** The output of a trigger: an order and the event that brought it. */
export function triggerPreview(): Preview {
	const order = orderPreview();
	return { ...order, properties: { ...order.properties, event: simplified(orderEventSchema as ApiSchema) } };
}

/** The output of an order verb. */
export function verbPreview(): Preview {
	const text: Preview = { type: 'string' };
	return {
		type: 'object',
		properties: {
			id: text,
			orderId: text,
			platform: text,
			operation: text,
			changed: { type: 'boolean' },
			status: text,
			previousStatus: text,
		},
		version: 1,
	};
}

function inside(schema: ApiSchema | undefined, path: string | undefined): ApiSchema | undefined {
	return (path?.split('.') ?? []).reduce<ApiSchema | undefined>(
		(inner, name) => (name === '*' ? onlyList(inner) : inner?.properties?.[name]),
		schema,
	);
}

function onlyList(schema: ApiSchema | undefined): ApiSchema | undefined {
	const lists = Object.values(schema?.properties ?? {}).filter((member) => member.type === 'array');
	return lists.length === 1 ? lists[0] : undefined;
}

function simplified(schema: ApiSchema): Preview {
	const types = Array.isArray(schema.type)
		? schema.type
		: [schema.type ?? (schema.properties ? 'object' : 'string')];
	const type = types.find((name) => name !== 'null') ?? 'string';
	return {
		type: type === 'integer' ? 'number' : type,
		...(schema.properties
			? {
					properties: Object.fromEntries(
						Object.entries(schema.properties).map(([name, member]) => [name, simplified(member)]),
					),
				}
			: {}),
		...(schema.items ? { items: simplified(schema.items) } : {}),
	};
}
