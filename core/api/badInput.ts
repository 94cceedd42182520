/** Something a person typed or set cannot be used. Raised by pure code; the node adds item and node to it. */
export class BadInput extends Error {
	/**
	 * @param message what is wrong, and in which field
	 * @param description what to do about it
	 */
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
		this.name = 'BadInput';
	}
}
