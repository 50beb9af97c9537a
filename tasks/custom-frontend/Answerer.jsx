import { NumberBox } from "./parts.jsx";

/** The standard chat, with a box that takes numbers only. */
export const TextResponse = NumberBox;
