import { Button } from "../../parts/button.tsx";
import { OptionsForm, type OptionsFormProps } from "../form/options-form.tsx";

interface PanelFormProps extends OptionsFormProps {
  name: string;
  /** The other pages, by their place among all. */
  pages: readonly { page: number; title: string }[];
  onPage(page: number): void;
  onRemove(): void;
}

/** What can be done with one panel. */
export function PanelForm({ name, pages, onPage, onRemove, ...options }: PanelFormProps) {
  return (
    <section className="panel-form" aria-label={`Options of ${name}`}>
      <h2>{name}</h2>
      <OptionsForm {...options} />
      <div className="panel-form-fields">
        {pages.length > 0 && (
          <label className="field">
            <span>page</span>
            <select value="" onChange={({ target }) => onPage(Number(target.value))}>
              <option value="">this one</option>
              {pages.map(({ page, title }) => (
                <option key={page} value={page}>
                  {`move to ${title}`}
                </option>
              ))}
            </select>
          </label>
        )}
        <Button onPress={onRemove}>Remove this panel</Button>
      </div>
    </section>
  );
}
