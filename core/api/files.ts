import type { IExecuteFunctions } from 'n8n-workflow';
import { BadInput } from './badInput';
import type { UploadedFile } from './request';
import type { FileReference } from './wire';

/**
 * Loads the bytes of a file field from the item's binary data.
 * @throws BadInput where the file is larger or of another type than the platform takes, before anything is sent
 */
export async function readFile(
	context: IExecuteFunctions,
	itemIndex: number,
	file: FileReference,
	label: string,
): Promise<UploadedFile> {
	const binary = context.helpers.assertBinaryData(itemIndex, file.property);
	const { accept, maxBytes } = file.shape;
	if (accept && !accept.some((type) => matches(type, binary.mimeType))) {
		throw new BadInput(
			`The file in "${label}" is of type ${binary.mimeType}`,
			`Accepted types: ${accept.join(', ')}.`,
		);
	}
	const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, file.property);
	if (maxBytes !== undefined && bytes.byteLength > maxBytes) {
		throw new BadInput(
			`The file in "${label}" is too large`,
			`It has ${megabytes(bytes.byteLength)} MB, the platform takes ${megabytes(maxBytes)} MB at most.`,
		);
	}
	return { bytes, fileName: binary.fileName ?? 'file', mediaType: binary.mimeType };
}

/** `image/*` takes every image; parameters such as a charset do not count. */
function matches(accepted: string, mediaType: string): boolean {
	const [given = ''] = mediaType.toLowerCase().split(';');
	return accepted.endsWith('/*') ? given.startsWith(accepted.slice(0, -1)) : given.trim() === accepted;
}

function megabytes(bytes: number): string {
	return (bytes / 1_000_000).toFixed(1);
}
