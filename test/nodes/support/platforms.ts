import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformOrders } from '../../../core/order/platform';
import { documentFiles, readDocument, type ApiSchema } from '../../../core/api/compile/document';

const nodes = join(__dirname, '../../../nodes');

/** A platform that has unified orders, and the rows in which its own document says that orders come. */
export interface OrderedPlatform {
	folder: string;
	orders: PlatformOrders;
	/** Schemas of a row, by the operation that answers with it. */
	rows: Array<[operation: string, schema: ApiSchema]>;
}

/** Every platform whose folder has an `order.ts`. */
export function orderedPlatforms(): OrderedPlatform[] {
	return readdirSync(nodes)
		.filter((folder) => existsSync(join(nodes, folder, 'order.ts')))
		.map((folder) => ({ folder, orders: ordersOf(folder), rows: rowsOf(folder) }));
}

function ordersOf(folder: string): PlatformOrders {
	const exported = jest.requireActual<Record<string, unknown>>(join(nodes, folder, 'order.ts'));
	const name = `${folder.charAt(0).toLowerCase()}${folder.slice(1)}Orders`;
	return exported[name] as PlatformOrders;
}

/** One operation for each kind of row: several may answer with the same. */
function rowsOf(folder: string): OrderedPlatform['rows'] {
	const byKind = new Map(allRowsOf(folder).map((row) => [JSON.stringify(row[1]), row]));
	return [...byKind.values()];
}

function allRowsOf(folder: string): OrderedPlatform['rows'] {
	return readDocument(documentFiles(join(nodes, folder)))
		.operations.filter(({ answer }) => answer?.order === true)
		.map(({ id, answer, response = {} }) => {
			const path = typeof answer?.items === 'string' ? answer.items.split('.') : [];
			const found = path.reduce<ApiSchema>((schema, name) => schema.properties?.[name] ?? {}, response);
			return [id, found.items ?? found];
		});
}
