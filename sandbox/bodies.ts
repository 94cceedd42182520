import { contentOf, membersOf, requiredOf, type BodyContent, type Schema } from './documents';
import type { PlatformRequest } from './types';

/** A file of a multipart body. */
export interface SentFile {
	name: string;
	/** Media type, such as `image/png`. */
	type: string;
	bytes: Buffer;
}

/** Something that the document does not allow. */
export interface Problem {
	/** Where, such as `requestBody.price.value` or `query.limit`; `request` where it is about all of it. */
	place: string;
	/** Keyword of JSON Schema that refused it, or our own word for it. */
	keyword: string;
	/** The whole sentence. */
	message: string;
}

export interface SentBody {
	/** JSON as its text, a form as an object; `undefined` where nothing was sent. */
	value: unknown;
	files: Record<string, SentFile>;
	problems: Problem[];
}

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

/** Reads the body of a request as its operation describes it; what it is made of is checked against the schema later. */
export async function readBody(request: PlatformRequest, operation: unknown): Promise<SentBody> {
	const nothing: SentBody = { value: undefined, files: {}, problems: [] };
	if (request.body.length === 0) return nothing;
	const contents = contentOf(operation);
	const media = String(request.headers['content-type'] ?? '')
		.split(';')[0]
		?.trim()
		.toLowerCase();
	const content = contents[media ?? ''];
	if (!content) {
		const allowed = Object.keys(contents);
		const message =
			allowed.length === 0
				? `${(operation as { operationId: string }).operationId} takes no body, but one was sent`
				: `The body must be ${allowed.join(' or ')}, not ${media || 'without a Content-Type'}`;
		return { ...nothing, problems: [problem('request', 'mediaType', message)] };
	}
	if (media === FORM) {
		const value = formOf(new URLSearchParams(request.body.toString('utf8')), content.schema ?? {});
		return { ...nothing, value };
	}
	if (media === MULTIPART) return await multipartOf(request, content);
	const text = request.body.toString('utf8');
	const broken = media === JSON_TYPE && !isJson(text);
	return {
		...nothing,
		value: text,
		problems: broken ? [problem('requestBody', 'parse', 'The body is not valid JSON')] : [],
	};
}

/** Names of the files without which a multipart body of this operation is not complete. */
export function requiredFiles(operation: unknown): string[] {
	const { schema } = contentOf(operation)[MULTIPART] ?? {};
	if (!schema) return [];
	const members = membersOf(schema);
	return requiredOf(schema).filter((name) => isFile(members[name]));
}

const problem = (place: string, keyword: string, message: string): Problem => ({ place, keyword, message });

const isFile = (schema: Schema | undefined) =>
	schema?.format === 'binary' || schema?.contentMediaType !== undefined;

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

interface FormFields {
	keys(): IterableIterator<string>;
	getAll(name: string): unknown[];
}

/** Fields of a form, where every value is a text, in the types that the schema asks for. */
function formOf(fields: FormFields, schema: Schema): Record<string, unknown> {
	const members = membersOf(schema);
	return Object.fromEntries(
		[...new Set(fields.keys())].map((name) => {
			const values = fields.getAll(name).filter((value): value is string => typeof value === 'string');
			const { type, items = {} } = members[name] ?? {};
			if (type === 'array') return [name, values.map((value) => typed(value, items))];
			return [name, values.length > 1 ? values : typed(values[0] ?? '', members[name] ?? {})];
		}),
	);
}

/** A text that cannot be of the type stays one, and the schema refuses it. */
function typed(text: string, { type }: Schema): unknown {
	const types = [type].flat();
	if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) {
		return Number(text);
	}
	if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
	if ((types.includes('object') || types.includes('array')) && isJson(text)) return JSON.parse(text);
	return text;
}

async function multipartOf(request: PlatformRequest, content: BodyContent): Promise<SentBody> {
	const headers = { 'Content-Type': String(request.headers['content-type']) };
	const broken = problem('requestBody', 'parse', 'The body is not a valid multipart form');
	const form = await new Response(request.body, { headers }).formData().catch(() => undefined);
	if (!form) return { value: undefined, files: {}, problems: [broken] };

	const schema = content.schema ?? {};
	const members = membersOf(schema);
	const value = formOf(form as FormFields, schema);
	const files: Record<string, SentFile> = {};
	const problems: Problem[] = [];
	for (const [name, part] of form.entries()) {
		const place = `requestBody.${name}`;
		const wanted = members[name];
		if (typeof part === 'string') {
			if (isFile(wanted)) problems.push(problem(place, 'file', `${place} must be a file with a name`));
			continue;
		}
		const file = { name: part.name, type: part.type, bytes: Buffer.from(await part.arrayBuffer()) };
		files[name] = file;
		// To the validator a file is a text; one that nobody asked for shall still be found.
		value[name] = part.name;
		if (wanted && !isFile(wanted)) problems.push(problem(place, 'file', `${place} must not be a file`));
		problems.push(...problemsOf(file, place, wanted, content.encoding?.[name]?.contentType));
	}
	return { value, files, problems };
}

function problemsOf(
	{ type, bytes }: SentFile,
	place: string,
	schema: Schema = {},
	mediaTypes = schema.contentMediaType,
): Problem[] {
	const found: Problem[] = [];
	const allowed = mediaTypes?.split(',').map((entry) => entry.trim());
	const fits = (pattern: string) =>
		pattern === type || (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1)));
	if (allowed && !allowed.some(fits)) {
		found.push(problem(place, 'mediaType', `${place} must be ${allowed.join(' or ')}, not ${type}`));
	}
	const most = schema['x-max-bytes'];
	if (most !== undefined && bytes.length > most) {
		found.push(problem(place, 'maxBytes', `${place} has ${bytes.length} bytes, more than ${most}`));
	}
	if (bytes.length === 0) found.push(problem(place, 'minBytes', `${place} is an empty file`));
	return found;
}
