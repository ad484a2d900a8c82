/* What the page gives the scripts to say: names and sentences in the language of the page. */

/** Fill in a sentence's `{name}` places. */
export const fill = (sentence, values = {}) =>
  sentence.replace(/\{(\w+)\}/g, (place, name) => (Object.hasOwn(values, name) ? String(values[name]) : place));

/** The words of one page. */
export class Words {
  constructor({ names, columns, say }, language) {
    this.names = names;
    this.columns = new Map(columns);
    this.sentences = say;
    this.numbers = new Intl.NumberFormat(language);
  }

  say(name, values) {
    return fill(this.sentences[name], values);
  }

  count(number) {
    return this.numbers.format(number);
  }

  /** What an option of the command line, or a field of a row, is called. */
  label(option) {
    return this.columns.get(option.replace(/^(max|min)-/, "").replaceAll("-", "_")) ?? option;
  }

  /** What a value is called. */
  value(name, value) {
    if (value === null || value === undefined) {
      return this.say("notStated");
    }
    return name === "precision" ? String(value).toUpperCase() : (this.names[name]?.[value] ?? String(value));
  }

  /** A condition in words: a name alone, a number after what it counts. */
  condition(name, value) {
    const said = this.value(name, value);
    const speaksForItself = ["device", "engine", "dataset", "precision"].includes(name) && value !== null;
    return speaksForItself ? said : this.say("labelled", { name: this.label(name), value: said });
  }
}

/** Make an element. Properties that start with `aria-` or `data-` become attributes. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (/^(aria|data)-|^(scope|colspan|role)$/.test(key)) {
      made.setAttribute(key, value);
    } else {
      made[key] = value;
    }
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A name with places where its line may break, behind underscores. */
export const breakable = (name) => name.split(/(?<=_)/).flatMap((part, place) => (place ? [element("wbr"), part] : [part]));

/** Make a text the only child of an element; one that is there is changed, which is faster than a new one. */
export function setText(parent, text) {
  const [only] = parent.childNodes;
  if (parent.childNodes.length === 1 && only.nodeType === Node.TEXT_NODE) {
    if (only.data !== text) {
      only.data = text;
    }
  } else {
    parent.replaceChildren(text);
  }
}
