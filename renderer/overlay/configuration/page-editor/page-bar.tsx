import type { Edit } from "../../../../server/protocol/configuration.ts";
import { Button } from "../../parts/button.tsx";
import { OptionField } from "../form/option-field.tsx";
import { pageName, type WrittenPage } from "./written-pages.ts";

interface PageBarProps {
  pages: readonly WrittenPage[];
  page: number;
  /** The page over whose tab a panel is held. */
  over: number | undefined;
  onPage(page: number): void;
  /** Whether it was done. */
  onEdit(edit: Edit): Promise<boolean>;
}

const title = { key: "title", isRequired: false, hint: "", input: { kind: "text", isLong: false } } as const;

/** The pages in their order: which one is edited, and what is done with it as a whole. */
export function PageBar({ pages, page, over, onPage, onEdit }: PageBarProps) {
  const nameOf = (index: number) => pageName(pages, index);
  const follow = async (edit: Edit, to: number) => {
    if (await onEdit(edit)) onPage(to);
  };
  const move = (to: number) => void follow({ type: "move", path: ["pages", page], to }, to);
  const fresh = { title: `Page ${pages.length + 1}`, panels: [{ type: "clock" }] };
  const path = ["pages", page, "title"];
  return (
    <div className="page-bar">
      <div className="page-bar-pages" role="group" aria-label="Page">
        {pages.map((_, index) => (
          // The pages of a text have no name but their place.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          <span key={index} data-page-tab={index} className={index === over ? "page-tab over" : "page-tab"}>
            <Button isOn={index === page} onPress={() => onPage(index)}>
              {nameOf(index)}
            </Button>
          </span>
        ))}
        <Button onPress={() => void follow({ type: "append", path: ["pages"], value: fresh }, pages.length)}>
          New page
        </Button>
      </div>
      <div className="page-bar-page">
        <OptionField
          key={`${page} ${nameOf(page)}`}
          field={{ ...title, key: "page title" }}
          value={pages[page]?.title ?? ""}
          onWrite={(text) =>
            void onEdit(text.trim() === "" ? { type: "unset", path } : { type: "set", path, value: text.trim() })
          }
        />
        <Button isOff={page === 0} onPress={() => move(page - 1)}>
          Earlier
        </Button>
        <Button isOff={page >= pages.length - 1} onPress={() => move(page + 1)}>
          Later
        </Button>
        <Button
          isOff={pages.length < 2}
          onPress={() => void follow({ type: "remove", path: ["pages", page] }, Math.max(0, page - 1))}
        >
          Remove page
        </Button>
      </div>
    </div>
  );
}
