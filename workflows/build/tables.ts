import type { INodeParameters } from 'n8n-workflow';
import { ordersTable } from '../../sandbox/start/demo';
import type { Step } from './types';

type ColumnType = 'string' | 'number' | 'boolean' | 'date';

/**
 * A Data Table of n8n: it needs no account outside. n8n adds `id`, `createdAt` and `updatedAt` itself. No name may be part of
 * another one, in capitals or not: n8n 2.41 takes the first table whose name contains the words.
 */
export interface Table {
	name: string;
	columns: Record<string, ColumnType>;
	/** The column that tells rows apart: what comes again is written over its row. */
	key: string;
}

export const orders: Table = {
	name: ordersTable.name,
	columns: Object.fromEntries(ordersTable.columns.map(({ name, type }) => [name, type])),
	key: 'orderId',
};

/** What went wrong, readable even when no message leaves the house. */
export const problems: Table = {
	name: 'Problems',
	columns: { problemId: 'string', workflow: 'string', step: 'string', message: 'string', link: 'string' },
	key: 'problemId',
};

const NODE = { type: 'n8n-nodes-base.dataTable', typeVersion: 1.1 };

/** Makes the table, unless it is there. */
export function makeTable({ name, columns }: Table, at: [number, number]): Step {
	const column = Object.entries(columns).map(([columnName, type]) => ({ name: columnName, type }));
	return {
		...NODE,
		name: `Make the table ${name}`,
		at,
		parameters: {
			resource: 'table',
			operation: 'create',
			tableName: name,
			columns: { column },
			options: { createIfNotExists: true },
		},
	};
}

/** Parameters of a step on the rows that fit all filters. */
const onRows = (table: Table, operation: string, filters: INodeParameters): INodeParameters => ({
	resource: 'row',
	operation,
	dataTableId: byName(table),
	matchType: 'allConditions',
	filters,
});

/** Writes a row, over the one with the same key where there is one. */
export function saveRow(
	table: Table,
	name: string,
	values: Record<string, string>,
	at: [number, number],
	more: Partial<Step> = {},
): Step {
	return {
		...NODE,
		name,
		at,
		parameters: {
			...onRows(table, 'upsert', where(table.key, values[table.key] ?? '')),
			columns: mapped(table, values),
			options: {},
		},
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 1000,
		...more,
	};
}

/** Lets an item through where the table has no row with its key. */
export function onlyNew(table: Table, name: string, key: string, at: [number, number]): Step {
	return {
		...NODE,
		name,
		at,
		parameters: {
			...onRows(table, 'rowNotExists', where(table.key, key)),
		},
	};
}

/** How `readRows` reads the newest row only, and goes on where there is none. */
export const NEWEST_ROW: { parameters: INodeParameters } & Partial<Step> = {
	parameters: {
		returnAll: false,
		limit: 1,
		orderBy: true,
		orderByColumn: 'createdAt',
		orderByDirection: 'DESC',
	},
	alwaysOutputData: true,
};

/** Reads rows; without a condition all of them. */
export function readRows(
	table: Table,
	name: string,
	conditions: Array<{ keyName: string; condition?: string; keyValue?: string }>,
	at: [number, number],
	more: { parameters?: INodeParameters } & Partial<Step> = {},
): Step {
	const { parameters, ...settings } = more;
	return {
		...NODE,
		name,
		at,
		parameters: {
			...onRows(table, 'get', { conditions: conditions.map((one) => ({ condition: 'eq', ...one })) }),
			returnAll: true,
			...parameters,
		},
		...settings,
	};
}

/** Changes some columns of the rows that n8n knows by `id`. */
export function changeRow(
	table: Table,
	name: string,
	rowId: string,
	values: Record<string, string | boolean>,
	at: [number, number],
): Step {
	return {
		...NODE,
		name,
		at,
		parameters: {
			...onRows(table, 'update', where('id', rowId)),
			columns: mapped(table, values),
			options: {},
		},
	};
}

/** The columns of a node that writes to a table or sheet, as the editor stores them. */
export function mapped(
	table: Table,
	values: Record<string, string | boolean>,
	matchingColumns: string[] = [],
): INodeParameters {
	const schema = Object.keys(values).map((id) => ({
		id,
		displayName: id,
		required: false,
		defaultMatch: false,
		display: true,
		type: table.columns[id] === 'date' ? 'dateTime' : (table.columns[id] ?? 'string'),
		readOnly: false,
		removed: false,
	}));
	return {
		mappingMode: 'defineBelow',
		value: values,
		matchingColumns,
		schema,
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	};
}

function byName({ name }: Table) {
	return { __rl: true, mode: 'name', value: name };
}

function where(keyName: string, keyValue: string): INodeParameters {
	return { conditions: [{ keyName, condition: 'eq', keyValue }] };
}
