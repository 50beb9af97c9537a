const task = {{ task | object.to_json }};
const name = "{{ worker.name }}", greeting = `Hello {{ worker.name }} ${task.title}`;
export default function Page({ send }) {
  return (
    <div style={{ color: 'red', "margin-top": 4 }} title={{ task.title }} className="a {{ kind }}">
      {task.items.map(i => <li key={i.id} style={{ ...base }}>{i.text} / {{ n }}</li>)}
      {a < b && <b>{{ note }}</b>}
      {{ if debug }}<pre>{{ task }}</pre>{{ end }}
    </div>
  );
}
