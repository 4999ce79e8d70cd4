import { createContext } from "react";

/** Whether the page is on screen, or made ready off it. */
export const OnScreen = createContext(true);
