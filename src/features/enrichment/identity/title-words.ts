/** What titles of other languages are in English, word by word, in plain letters. */
const GROUPS = `
managing director=geschaftsfuhrer geschaeftsfuehrer geschaftsfuhrerin geschaeftsfuehrerin generaldirektor generaldirektorin
chief executive officer=pdg
board member=vorstand vorstandsmitglied
director=directeur directrice directora direttore direttrice diretor diretora direktor direktorin directeurin
manager=responsable responsabile gerente gestionnaire gestor gestora
head=leiter leiterin leitung jefe jefa capo
president=presidente presidenta presidentin prasident praesident prasidentin presidentessa
vice president=vicepresidente vicepresidenta vizeprasident vizepraesident vicepresident
founder=fundador fundadora fondateur fondatrice fondatore grunder gruender grunderin oprichter
owner=inhaber inhaberin propietario propietaria proprietaire titolare proprietario eigentumer
partner=socio socia associe associee gesellschafter
finance=finanzas finances finanzen finanza financas financien
financial=financiero financiera financier financiere finanziario finanziaria financeiro financeira
sales=ventas ventes vertrieb vendite vendas verkauf verkoop
marketing=mercadeo mercadotecnia
quality=qualite calidad qualita qualidade qualitat qualitaet kwaliteit
operations=operaciones operazioni operacoes betrieb
production=produccion produktion produzione producao
procurement=compras achats acquisti einkauf inkoop purchasing
research=investigacion recherche forschung ricerca pesquisa onderzoek
development=desarrollo developpement entwicklung sviluppo desenvolvimento
engineer=ingeniero ingeniera ingenieur ingenieurin ingenieure ingegnere engenheiro engenheira
developer=desarrollador desarrolladora developpeur developpeuse entwickler entwicklerin sviluppatore desenvolvedor
accountant=contable comptable contador contadora buchhalter buchhalterin contabile boekhouder
lawyer=abogado abogada avocat avocate avvocato avvocata advogado advogada rechtsanwalt rechtsanwaltin advocaat
legal=juridico juridica juridique recht giuridico
consultant=consultor consultora consultante berater beraterin consulente adviseur
analyst=analista analyste analystin
physician=medico medica medecin arzt arztin aerztin arts
professor=profesor profesora professeur professore professoressa professorin
teacher=maestro maestra enseignant enseignante lehrer lehrerin insegnante leraar
nurse=enfermera enfermero infirmiere infirmier krankenschwester infermiere infermiera verpleegkundige
architect=arquitecto arquitecta architecte architekt architektin architetto arquiteto arquiteta
human resources=rrhh drh personalwesen
communications=comunicacion communication kommunikation comunicazione comunicacao
technical=tecnico tecnica technique technischer technische
commercial=comercial commerciale kaufmannischer
assistant=asistente assistente assistentin
`;

/** The same of several words together. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:director|directora|directeur|directrice|direttore|direttrice|diretor|diretora) (?:general|generale|geral)\b/g,
    'managing director',
  ],
  [/\b(?:recursos humanos|ressources humaines|risorse umane)\b/g, 'human resources'],
];
/** Small words that join the others. */
const SMALL =
  /\b(?:de|del|des|du|der|die|das|den|di|da|do|dos|della|la|le|les|el|los|las|y|et|und|e|van|voor|fur|fuer)\b/g;

const ENGLISH = new Map(
  GROUPS.trim()
    .split('\n')
    .flatMap((line) => {
      const [english = '', words = ''] = line.split('=');
      return words.split(' ').map((word): [string, string] => [word, english]);
    }),
);

/** A title in plain letters, in English as far as the table goes. */
export const inEnglish = (title: string): string => {
  const whole = PHRASES.reduce((out, [from, to]) => out.replace(from, to), title);
  const words = whole.split(' ').map((word) => ENGLISH.get(word) ?? word);
  return words.join(' ') === title ? title : words.join(' ').replace(SMALL, ' ').replace(/\s+/g, ' ').trim();
};
