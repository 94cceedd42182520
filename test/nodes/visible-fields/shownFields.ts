import type { INodeParameters, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

/** A field as a person sees it, with what opens below it. */
export interface ShownField {
	label: string;
	required: boolean;
	/** What it is to a person: `text`, `number`, `choice` … */
	kind: string;
	/** What can be chosen, where that is fixed: labels and values. */
	choices?: Array<{ name: string; value: string }>;
	below: ShownField[];
	/** Only seen while the selector beside it has one of these values, of so many. */
	onlyFor?: { kinds: string[]; of: number };
}

/** Every resource and operation that can be chosen, in the order of the lists. */
export function places(
	properties: INodeProperties[],
): Array<{ resource: string; operation: string; resourceName: string; operationName: string }> {
	const resources = properties.find(({ name }) => name === 'resource');
	return choices(resources).flatMap(({ name: resourceName, value: resource }) => {
		const operations = properties
			.filter(({ name }) => name === 'operation')
			.filter((property) => isShown(property, { resource }, { resource }));
		return operations.flatMap(choices).map(({ name: operationName, value: operation }) => ({
			resource,
			operation,
			resourceName,
			operationName,
		}));
	});
}

/**
 * The fields below the selectors, judged by n8n's own code; Limit is shown as long as not everything is returned, Split
 * Items as long as orders are unified ones.
 */
export function shownFields(
	properties: INodeProperties[],
	{ resource, operation }: { resource: string; operation: string },
): ShownField[] {
	const root = { resource, operation, returnAll: false, output: 'unified' };
	const shown = properties
		.filter(({ name }) => name !== 'resource' && name !== 'operation')
		.filter((property) => placed(property, root));
	return level(shown, root);
}

/** The fields of one level; of the panel itself where there is no `outer` one. */
function level(
	properties: INodeProperties[],
	values: INodeParameters,
	outer?: INodeParameters,
): ShownField[] {
	const selector = selectorOf(properties, outer === undefined);
	if (!selector) return visible(properties, values, outer ?? values);
	const kinds = choices(selector).map(({ value }) => value);
	const seen = new Map<string, { field: ShownField; kinds: string[] }>();
	for (const kind of kinds) {
		const chosen = { ...values, [selector.name]: kind };
		for (const field of visible(properties, chosen, outer ?? chosen)) {
			const key = JSON.stringify(field);
			seen.set(key, { field, kinds: [...(seen.get(key)?.kinds ?? []), kind] });
		}
	}
	return [...seen.values()].map(({ field, kinds: own }) =>
		own.length === kinds.length ? field : { ...field, onlyFor: { kinds: own, of: kinds.length } },
	);
}

function visible(
	properties: INodeProperties[],
	values: INodeParameters,
	root: INodeParameters,
): ShownField[] {
	return properties
		.filter((property) => isShown(property, values, root))
		.map((property) => ({
			label: property.type === 'notice' ? 'Notice' : property.displayName,
			required: property.required === true,
			kind: kindOf(property),
			...(isChoice(property) ? { choices: choices(property) } : {}),
			below: below(property, root),
		}));
}

function below(property: INodeProperties, root: INodeParameters): ShownField[] {
	if (property.type === 'collection') return level((property.options ?? []) as INodeProperties[], {}, root);
	if (property.type !== 'fixedCollection') return [];
	return (property.options as INodePropertyCollection[]).flatMap(({ values }) => level(values, {}, root));
}

/** The choice on this level that others depend on, such as the type of a banner; `/type` means one of the panel. */
function selectorOf(properties: INodeProperties[], isPanel: boolean): INodeProperties | undefined {
	const conditions = (level: INodeProperties[]) =>
		level.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
	const inside = properties
		.filter(({ type }) => type === 'collection')
		.flatMap(({ options }) => options ?? []);
	const named = new Set([
		...conditions(properties),
		...(isPanel ? conditions(inside as INodeProperties[]).map((name) => name.replace('/', '')) : []),
	]);
	return properties.find(({ name, type }) => type === 'options' && name !== 'output' && named.has(name));
}

/** True where resource and operation do not hide a property, whatever else does. */
function placed({ displayOptions }: INodeProperties, { resource, operation }: INodeParameters): boolean {
	const { show = {} } = displayOptions ?? {};
	const fits = (list: unknown, value: unknown) => !Array.isArray(list) || list.includes(value);
	return fits(show.resource, resource) && fits(show.operation, operation);
}

function isShown(property: INodeProperties, values: INodeParameters, root: INodeParameters): boolean {
	return NodeHelpers.displayParameter(values, property, null, null, root);
}

const isChoice = ({ type, typeOptions }: INodeProperties) =>
	(type === 'options' || type === 'multiOptions') && !typeOptions?.loadOptionsMethod;

function choices(property: INodeProperties | undefined): Array<{ name: string; value: string }> {
	return (property?.options ?? []).flatMap((option) =>
		'value' in option ? [{ name: option.name, value: String(option.value) }] : [],
	);
}

const KINDS: Partial<Record<INodeProperties['type'], string>> = {
	string: 'text',
	options: 'choice',
	multiOptions: 'choices',
	boolean: 'switch',
	dateTime: 'date and time',
	resourceLocator: 'from list or by ID',
	json: 'JSON',
	fixedCollection: 'group',
};

function kindOf({ type, typeOptions, displayName }: INodeProperties): string {
	if (typeOptions?.dateOnly) return 'date';
	if (displayName.endsWith('Input Data Field Name')) return 'file';
	const kind = KINDS[type] ?? type;
	return typeOptions?.multipleValues ? `${kind}, several` : kind;
}
