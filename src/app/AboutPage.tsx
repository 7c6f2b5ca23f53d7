import type { LabModels } from '../player/lab-models.ts'
import type { LabEntry } from '../player/lab.ts'
import './about-page.css'
import { LIBRARIES } from './libraries.ts'
import { PlainLink, type LinkComponent } from './Link.tsx'

export interface AboutPageProps {
  readonly labs: readonly LabEntry[]
  /** Of each of them. */
  readonly models: readonly LabModels[]
  readonly hrefOf: (lab: string) => string
  /** What is running, by name: "Lakescope" to "0.1.0". */
  readonly versions: Readonly<Record<string, string>>
  readonly link?: LinkComponent
}

/** What Lakescope is, and for each lab what it models and what it leaves out. */
export function AboutPage({ labs, models, hrefOf, versions, link = PlainLink }: AboutPageProps) {
  return (
    <main className="about">
      <div className="about-column">
        <h1>About Lakescope</h1>
        <p className="about-lede">
          Lakescope runs data systems in the browser and writes down every event. The picture is drawn from that log
          alone, so any moment can be visited, in any order, and any of them can be left for another future.
        </p>
        {labs.map((lab, index) => (
          <LabPart key={lab.id} lab={lab} models={models[index]} href={hrefOf(lab.id)} link={link} />
        ))}
        <section aria-labelledby="about-data">
          <h2 id="about-data">Where your data is</h2>
          <p>
            Nothing is uploaded. There is no server behind this page and no account: files you open are read where they
            are, what is sorted on disk lies in this browser’s storage, and your progress too. The page asks nothing of
            any other address.
          </p>
        </section>
        <section aria-labelledby="about-parts">
          <h2 id="about-parts">What it is made of</h2>
          <table className="kv about-parts">
            <tbody>
              {Object.entries(versions).map(([name, version]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="num">{version}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="about-licences">
            Lakescope is free software under the Apache License 2.0. It stands on{' '}
            {LIBRARIES.map(({ name, licence }) => `${name} (${licence})`).join(', ')}.
          </p>
        </section>
      </div>
    </main>
  )
}

interface LabPartProps {
  readonly lab: LabEntry
  readonly models: LabModels | undefined
  readonly href: string
  readonly link: LinkComponent
}

function LabPart({ lab, models, href, link: Link }: LabPartProps) {
  return (
    <section aria-labelledby={`about-${lab.id}`}>
      <h2 id={`about-${lab.id}`}>
        <Link href={href}>{lab.title}</Link>
      </h2>
      <div className="about-lab">
        <List title="What it models" sentences={models?.models ?? []} />
        <List title="What it leaves out" sentences={models?.leavesOut ?? []} />
      </div>
    </section>
  )
}

function List({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  return (
    <div>
      <h3 className="cap">{title}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}
