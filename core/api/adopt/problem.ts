/** Something that a person has to mend before a file can be adopted; the advice says how. */
export class AdoptProblem extends Error {
	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
		this.name = 'AdoptProblem';
	}
}
