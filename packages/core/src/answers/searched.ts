import type { ReadReport, Searched } from "../model/result.ts";

/** The part of a read report that stands in a result. */
export const searchedOf = ({ rejections: _, mayHideAnswer: __, ...searched }: ReadReport): Searched => searched;
