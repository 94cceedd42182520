import { memberPaths, type Described } from './traits';

/** Fields of a matched operation that one side has and the other has not. */
export interface FieldDifferences {
	/** Official fields that we lack, required ones marked with a star. */
	theirs: string[];
	/** Fields of ours that the official file does not know. */
	ours: string[];
	/** Fields that the official file requires and we do not. */
	required: string[];
}

export function fieldDifferences(ours: Described, theirs: Described): FieldDifferences {
	const our = fieldsOf(ours);
	const their = fieldsOf(theirs);
	const missing = (from: Fields, there: Fields) => [...from.keys()].filter((field) => !there.has(field));
	return {
		// what stands in a group that is missing as a whole need not be named as well
		theirs: topMost(missing(their, our)).map((field) => (their.get(field) ? `${field}*` : field)),
		ours: topMost(missing(our, their)),
		required: [...their.keys()].filter((field) => their.get(field) && our.get(field) === false),
	};
}

/** Whether a field is required, by `query name` or `body path`. */
type Fields = Map<string, boolean>;

function fieldsOf({ parameters, body }: Described): Fields {
	const fields: Fields = new Map();
	for (const one of parameters) {
		if (one.in === 'query' || one.in === 'header') fields.set(`${one.in} ${one.name}`, one.required);
	}
	for (const [path, { required }] of body ? memberPaths(body.schema) : [])
		fields.set(`body ${path}`, required);
	return fields;
}

function topMost(fields: string[]): string[] {
	return fields.filter((field) => !fields.some((other) => field.startsWith(`${other}.`)));
}
