/**
 * What is taken out of a value before a model reads it. Anyone may write a page; one that speaks to the reader's software
 * is no witness, and is not given at all. The screen is one belt of several: what it misses is data between random fences,
 * to a model without tools, and no claim comes through that the cited evidence does not carry.
 */

/** Longest value given: what a page wrote is quoted, not retold. */
export const VALUE_MAX = 500;
/** Letters that are not to be seen: a few are a slip, more are a hidden text. */
const HIDDEN_MAX = 4;
const INVISIBLE = /[\p{Cf}\p{Co}\p{VS}\u3164\u115F\u1160]/gu;

/** A value as one line of plain text, without markup and without what is not to be seen. */
export const sanitised = (value: string): string =>
  value
    .normalize('NFC')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style|template|noscript)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/!\[[^\]]*\]\([^)]*\)+/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)+/g, '$1')
    .replace(/<\/?[a-z][^>]*>/gi, ' ')
    .replace(INVISIBLE, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

/** Letters of other alphabets that pass for Latin ones, and digits that pass for letters. */
const ALIKE: Readonly<Record<string, string>> = Object.fromEntries(
  'аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs һh ԁd ԛq ԝw ɡg ᴏo ıi αa εe ιi κk νv οo ρp τt υu χx ⅼl'
    .split(' ')
    .map((pair) => {
      const [from = '', to = ''] = [...pair];
      return [from, to];
    }),
);
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

const skeleton = (text: string): string =>
  [
    ...text
      .normalize('NFKD')
      .replace(INVISIBLE, '')
      .replace(/\p{M}+/gu, '')
      .toLowerCase(),
  ]
    .map((letter) => ALIKE[letter] ?? letter)
    .join('');
const unleet = (text: string): string =>
  text.replace(/(?<=\p{L})[013457@$]|[013457@$](?=\p{L})/gu, (sign) => LEET[sign] ?? sign);
/** `i g n o r e` and `i-g-n-o-r-e`. */
const unspaced = (text: string): string =>
  text.replace(/(?:\b\p{L}[ .*_-]){3,}\p{L}\b/gu, (run) => run.replace(/[ .*_-]/g, ''));
const rot13 = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97));
const decoded = (text: string): string =>
  (text.match(/[A-Za-z0-9+/_-]{24,}={0,2}/g) ?? [])
    .map((run) => {
      try {
        return atob(
          run
            .replaceAll('-', '+')
            .replaceAll('_', '/')
            .slice(0, run.length - (run.length % 4)),
        );
      } catch {
        return '';
      }
    })
    .join(' ');

const EARLIER = '(?:previous|prior|above|earlier|preceding|all|any|every|your|these|those|the|other|my)';
const ORDERS =
  '(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|commands?|context|constraints?|restrictions?|orders?|evidence|policy|policies|training)';

/** Speech to a model, in what it is called and what it is told to do. Matched on a skeleton: folded, look-alikes resolved. */
const SPEECH: readonly RegExp[] = [
  new RegExp(
    `\\b(?:ignore|disregard|forget|override|bypass|discard|drop|skip|neglect)\\b[^.]{0,40}\\b${EARLIER}\\b[^.]{0,30}\\b${ORDERS}\\b`,
  ),
  new RegExp(`\\b(?:ignore|disregard|forget|override)\\b[^.]{0,20}\\b${ORDERS}\\b`),
  /\b(?:new|updated|real|actual|revised|special|hidden|secret|additional|important) (?:instructions?|system prompt|task|rules? for (?:the )?(?:ai|assistant|model))\b/,
  /\b(?:system|developer|admin(?:istrator)?|root) ?(?:prompt|message|override|note|instruction|notice|alert|command|mode)\b/,
  /(?:^|[\n.[\]({})>"'*#|-]\s*)(?:system|assistant|developer|human|user|instruction|ai) ?[:>\]]\s*\S/,
  /\b(?:note|message|instructions?|attention|reminder|memo|request|dear|hey|hello|hi)[ ,:]+(?:to |for )?(?:the |any |all |every |our )?(?:ai|a\.i\.|llms?|language models?|chat ?bots?|assistants?|gpt\S*|claude|summari[sz]ers?|ai \w+|bots?|agents?|crawlers?|automated \w+)\b/,
  /\b(?:as an? |you are |you're |act as |acting as |pretend |imagine |roleplay|you will now|from now on|henceforth)(?:now )?(?:an? |the |to be |in |that )?(?:ai|llm|language model|assistant|chat ?bot|claude|gpt|dan|system|developer|unrestricted|jailbr\w+|admin\w*|debug|in \w+ mode|free|different|new)\b/,
  /\b(?:ai|llms?|language models?|chat ?bots?|assistants?|claude|gpt-?\d*|anthropic|openai|summari[sz]ers?)\b[^.]{0,80}\b(?:must|should|shall|has to|have to|need to|needs to|please|ignore|output|reply|respond|write|say|state|include|mention|append|insert|repeat|reveal|print|return|obey|follow|instructed|cite|treat)\b/,
  /\b(?:when|while|if|before|after|in) (?:you |your )?(?:summari[sz]\w*|answer\w*|respond\w*|reply\w*|generat\w*|process\w*|read\w* this|writing|write|pars\w*)\b[^.]{0,80}\b(?:include|add|say|state|mention|append|insert|write|output|cite|use|end|begin|start|always|must|should|claim|link|ignore)\b/,
  /\b(?:include|add|append|insert|output|print|write|repeat|return|emit|display|render|embed|mention|reply with|respond with|answer with|say|end with|begin with)\b[^.]{0,60}\b(?:link|url|image|markdown|canary|verbatim|word for word|exactly|following (?:text|sentence|json|line|string|words)|in (?:your|the|every|each|all) (?:answers?|output|response|summary|reply)|to (?:your|the) (?:answer|output|response|summary|reply)|json|token|passphrase)\b/,
  /\b(?:reveal|print|show|repeat|leak|output|send|disclose|dump|list|exfiltrate|copy|forward)\b[^.]{0,60}\b(?:system prompt|your (?:prompt|instructions|rules|context)|other (?:records?|prospects?|profiles?|people|tenants?|customers?|users?|clients?)|api keys?|password|credentials?|secrets?|database|conversation|everything (?:above|before))\b/,
  /\b(?:cite|use|with|quote|reference) (?:the )?(?:evidence|ids?|evidence ids?|source ids?)\b|\bevidence ?(?:id|#|no\.?)? ?[:=]? ?"?[ek]?\d+\b|"evidence"|'evidence'|\be\d{1,3}\s*(?:,|and)\s*e\d{1,3}\b/,
  /\byour (?:task|instructions?|system prompt|output|answer|response|reply|summary|job|goal|objective|guidelines|training|rules|role is|next (?:message|answer|sentence))\b/,
  /\b(?:tool[ _-]?(?:use|call|result)s?|function[ _-]?(?:call|result)s?|invoke|call the (?:tool|function|api))\b|<\/?(?:antml|invoke|function|tool|system|assistant|user|instructions?|evidence)\b|"role"\s*:|"(?:sentences|talkingpoints|wealthsignals|tool|function|arguments)"\s*:/,
  /<\|[^|]{0,40}\|>|\[\/?inst\]|<<\/?sys>>|#{2,}\s*(?:instruction|system|response|human|assistant)|begin (?:system|instructions?|prompt)|end of (?:evidence|data|document|context|prompt|input)|<\/?(?:im_start|im_end)>|\{\{[^}]*\}\}/,
  /!\[[^\]]*\]\(|\]\(\s*(?:https?|javascript|data):|javascript:|data:[a-z]+\/[a-z0-9.+-]+;base64|<img\b|<script\b|<iframe\b|<!--/,
  /\b(?:prompt injection|jailbreak|do anything now|sudo\b|override code|canary)\b/,
  /\b(?:do not|don't|never|must not) (?:tell|mention|reveal|disclose|summari[sz]e|inform|warn|follow|trust|use|cite)\b[^.]{0,60}\b(?:user|reader|anyone|human|person|instructions?|evidence|this (?:text|page|message)|other sources?)\b/,
];

/** The same in other languages: to ignore or forget what was told before, or what the system or the summary shall be. */
const ELSEWHERE: readonly RegExp[] = [
  /(?:ignorier\w*|vergiss|vergessen sie|missacht\w*|befolge\w*)[^.]{0,60}(?:anweisung|regel|vorherig|bisherig|vorgabe|befehl|instruktion)|(?:schreib\w*|erwahn\w*|fug\w*|gib)[^.]{0,60}(?:zusammenfassung|antwort|ausgabe)/,
  /(?:ignor\w*|oubli\w*|ne ten\w+ pas compte)[^.]{0,60}(?:instruction|consigne|precedent|regle|directive)|(?:ecri\w*|ajout\w*|mentionn\w*|inclu\w*)[^.]{0,60}(?:resume|reponse|sortie)/,
  /(?:ignor\w*|olvid\w*|descart\w*)[^.]{0,60}(?:instruccion|anterior|regla|indicacion|orden)|(?:escrib\w*|anad\w*|incluy\w*|agreg\w*|di que)[^.]{0,60}(?:resumen|respuesta|salida)/,
  /(?:ignor\w*|esquec\w*|desconsider\w*)[^.]{0,60}(?:instruc|anterior|regra|orden)|(?:escrev\w*|inclu\w*|adicion\w*)[^.]{0,60}(?:resumo|resposta)/,
  /(?:ignor\w*|dimentic\w*|trascur\w*)[^.]{0,60}(?:istruzion|precedent|regol|ordin)|(?:scriv\w*|aggiung\w*|includ\w*)[^.]{0,60}(?:riassunto|risposta|sintesi)/,
  /(?:negeer|vergeet|sla over)[^.]{0,60}(?:instructie|vorige|eerdere|regel|opdracht)|(?:schrijf|voeg)[^.]{0,60}(?:samenvatting|antwoord)/,
  /(?:ignorer\w*|glom\w*|glem\w*|bortse|se bort|overse)[^.]{0,60}(?:instruk|tidligere|tidigare|foregaende|forrige|anvisning|regl)|(?:skriv|tilfoj|legg til|lagg till)[^.]{0,60}(?:sammendrag|sammanfattning|resume|svar)/,
  /(?:zignoruj|ignoruj|zapomnij|pomin)[^.]{0,60}(?:instrukc|poprzedni|polece|zasad)|(?:napisz|dodaj)[^.]{0,60}(?:podsumowani|odpowied|streszczeni)/,
  /(?:ohita|unohda|jata huomiotta)[^.]{0,60}(?:ohjeet|aiemmat|aikaisemmat|kaskyt)/,
  /(?:ignorujte|ignoruj|zapomente)[^.]{0,60}(?:pokyn|predchoz|instrukc)|(?:hagyd figyelmen kivul|felejtsd el)[^.]{0,60}(?:utasitas|korabbi)/,
  /(?:onceki|yukaridaki|tum)[^.]{0,40}(?:talimat|yonerge|komut)[^.]{0,40}(?:yok say|gormezden|unut)|talimatlari (?:yok say|unut)/,
  /(?:bo qua|quen)[^.]{0,60}(?:huong dan|chi dan|lenh|truoc)|(?:abaikan|lupakan)[^.]{0,60}(?:instruksi|perintah|sebelumnya)/,
];
const OTHER_SCRIPTS: readonly RegExp[] = [
  /(?:игнорируй|игнорируйте|забудь|забудьте|проигнорируй)[^.]{0,60}(?:инструкц|указани|предыдущ|правил)|(?:напиши|добавь|включи|укажи)[^.]{0,60}(?:резюме|ответ|сводк|ссылк)/,
  /(?:ігноруй|забудь|проігноруй)[^.]{0,60}(?:інструкц|вказівк|попередн)|(?:игнорирай|забрави)[^.]{0,60}(?:инструкци|предишн)/,
  /(?:忽略|无视|無視|忘记|忘記|不要理会)[^。]{0,30}(?:指令|指示|说明|說明|提示|规则|規則|内容)|系统提示|系統提示|(?:输出|輸出|写|寫|包含|加入)[^。]{0,20}(?:摘要|链接|鏈接|回答)/,
  /(?:指示|命令|指令|ルール|プロンプト)[^。]{0,15}(?:無視|忘れ|従わ)|(?:要約|回答|出力)[^。]{0,30}(?:書いて|書き|含め|追加)|システム(?:プロンプト|メッセージ)/,
  /(?:지시|명령|지침|프롬프트|규칙)[^.]{0,20}(?:무시|잊)|(?:요약|답변|출력)[^.]{0,30}(?:포함|추가|작성|써)|시스템 ?(?:프롬프트|메시지)/,
  /(?:تجاهل|انس|تجاهلوا)[^.]{0,60}(?:تعليمات|التعليمات|السابقة|الأوامر|القواعد)|(?:اكتب|أضف|اذكر)[^.]{0,60}(?:الملخص|ملخص|الإجابة|رابط)/,
  /(?:התעלם|התעלמי|שכח|התעלמו)[^.]{0,60}(?:הוראות|ההוראות|הקודמות|כללים)|(?:כתוב|הוסף)[^.]{0,60}(?:סיכום|תקציר|תשובה)/,
  /(?:निर्देश|निर्देशों|आदेश|नियम)[^।]{0,30}(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल)|(?:सारांश|उत्तर)[^।]{0,40}(?:लिख|जोड़)/,
  /(?:αγνοησε|αγνοηστε|ξεχασε|ξεχαστε)[^.]{0,60}(?:οδηγι|προηγουμεν|εντολ|κανον)/,
  /(?:เพิกเฉย|ละเว้น|ลืม)[^.]{0,60}(?:คำสั่ง|คำแนะนำ|ก่อนหน้า)/,
  /(?:نادیده|فراموش)[^.]{0,60}(?:دستور|قبلی|قوانین)|(?:دستورالعمل|دستورات)[^.]{0,40}(?:نادیده|فراموش)/,
];

const CODE_RUN = /[A-Za-z0-9+/=_-]{40,}/;

/** Whether a value speaks to the software that reads it, openly or in disguise. */
export const addressesReader = (value: string): boolean => {
  if ((value.match(INVISIBLE)?.length ?? 0) > HIDDEN_MAX) return true;
  const words = value.replace(/https?:\/\/\S+/g, ' ');
  if (CODE_RUN.test(words)) return true;
  const bare = skeleton(value);
  const texts = [
    bare,
    unleet(bare),
    unspaced(bare),
    [...bare].toReversed().join(''),
    rot13(bare),
    skeleton(decoded(value)),
  ];
  if (texts.some((text) => [...SPEECH, ...ELSEWHERE].some((pattern) => pattern.test(text)))) return true;
  const folded = value.normalize('NFKC').replace(INVISIBLE, '').toLowerCase();
  return [folded, folded.normalize('NFD').replace(/\p{M}+/gu, '')].some((text) =>
    OTHER_SCRIPTS.some((pattern) => pattern.test(text)),
  );
};
