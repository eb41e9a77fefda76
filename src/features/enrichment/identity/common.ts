/**
 * Names that many people bear, in plain letters. A pair of them proves little: there are thousands of John Smiths and
 * hundreds of thousands of Wang Weis. `TOP` are borne by about one in three hundred or more where they are common,
 * `OFTEN` by one in a few thousand. What is in neither counts as rare.
 */

const TOP_FAMILIES = `
smith johnson williams brown jones miller davis wilson anderson thomas taylor moore jackson martin lee thompson white
harris clark lewis robinson walker young allen king wright scott green baker adams nelson hill campbell mitchell
roberts carter phillips evans turner parker collins edwards stewart morris murphy cook rogers cooper
garcia martinez rodriguez lopez gonzalez hernandez perez sanchez ramirez torres flores rivera gomez diaz fernandez
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo chan wong cheung lam leung chang hsu
kim park choi jung kang cho yoon jang lim han rhee yi pak jeong
nguyen tran le pham hoang phan vu dang bui do ho ngo duong
kumar singh sharma patel gupta khan shah das reddy rao verma jain mehta iyer nair
mueller muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann
bernard dubois durand moreau laurent simon michel lefebvre leroy roux
rossi russo ferrari esposito bianchi romano colombo ricci
silva santos oliveira souza pereira costa ferreira rodrigues alves lima sousa
ivanov ivanova petrov petrova smirnov smirnova kuznetsov kuznetsova popov sokolov
ali ahmed mohamed mohammed hassan hussein ahmad ibrahim abdullah rahman islam hossain
yilmaz kaya demir celik sahin
sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato
jansen janssen vries jong bakker visser hansen johansen olsen larsen andersen pedersen nielsen jensen christensen
johansson andersson karlsson nilsson eriksson larsson olsson persson svensson gustafsson
nowak kowalski kowalska wisniewski wojcik papadopoulos cohen levy
murray kelly walsh obrien byrne ryan osullivan macdonald
`;

const OFTEN_FAMILIES = `
morgan bell reed bailey cox howard ward richardson peterson gray james watson brooks sanders price bennett wood barnes
ross henderson coleman jenkins perry powell long patterson hughes washington butler simmons foster bryant alexander
russell griffin hayes myers ford hamilton graham sullivan wallace woods cole west jordan owens reynolds fisher ellis
harrison gibson mcdonald cruz marshall ortiz mason hunt black holmes palmer stone knight shaw webb hicks wells boyd
mills warren fox rose rice robertson hunter daniels gordon ramos stevens stephens tucker porter crawford henry simpson
hart elliott cunningham bradley duncan lane armstrong carpenter weaver greene lawrence willis chapman spencer andrews
austin peters kelley franklin lawson fields gutierrez ryan schmidt carr vasquez castillo wheeler chavez oliver
montgomery mendoza hopkins dean burke larson hansen jacobs garrett burton fuller lynch bishop mccoy howell welch
harvey little day reid clarke johnston matthews mathews snyder arnold wagner kennedy ferguson cameron grant hudson
obrien oconnor oneill doyle mccarthy gallagher doherty quinn fitzgerald brennan burns moran byrne connolly daly
morales reyes gutierrez alvarez ruiz jimenez moreno munoz romero navarro dominguez vazquez ramos gil serrano molina
blanco suarez castro ortega rubio marin iglesias vega rojas silva delgado herrera medina aguilar vargas guzman
klein wolf schroder schroeder neumann schwarz zimmermann braun kruger krueger hofmann hartmann lange werner krause
lehmann kohler koehler herrmann konig koenig walter mayer huber kaiser fuchs peters scholz lang weiss jung hahn vogel
schubert roth keller frank berger winkler lorenz baumann franke albrecht schuster simon ludwig bohm boehm winter kraus
martin petit richard robert garnier faure rousseau blanc guerin boyer fournier girard bonnet dupont lambert fontaine
vincent morel andre mercier francois legrand garnier chevalier roy lemaire masson
marino greco bruno gallo conti deluca costa giordano mancini rizzo lombardi moretti barbieri fontana santoro mariani
gomes martins ribeiro carvalho almeida lopes soares fernandes vieira barbosa rocha dias nunes marques machado mendes
zheng xie tang deng han cao feng peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao
lau ng yip kwok cheng tsang tse yeung fung chow chiu tsai hsieh chiang tseng lai kwan mok poon tam kuo liang
shin seo kwon hwang ahn song ryu hong moon bae baek yoo nam oh son ko
vo huynh ly dinh truong lam mai trinh dao
mishra yadav agarwal aggarwal joshi desai bhat pandey chauhan thakur malhotra kapoor chopra banerjee mukherjee
chatterjee bose sen ghosh roy menon pillai krishnan subramanian raman naidu chowdhury choudhury mahajan bhatt trivedi
parikh kaur gill sandhu dhillon sidhu grewal bajwa malik iqbal hussain qureshi siddiqui ansari mirza sheikh shaikh
chaudhry butt akhtar raza khalid mahmood farooq
volkov novikov morozov pavlov kozlov lebedev vasiliev fedorov mikhailov alexandrov andreev alekseev nikolaev orlov
makarov zakharov egorov sergeev romanov stepanov yakovlev grigoriev shevchenko kovalenko bondarenko kovalchuk boyko
tkachenko kravchenko melnyk
omar osman yusuf salah saleh mahmoud mustafa khalil mansour nasser farah haddad khoury saad said aziz karim salem
yildiz ozturk aydin arslan dogan kilic aslan cetin kara koc kurt ozdemir
yamada sasaki yamaguchi matsumoto inoue kimura hayashi shimizu yamazaki mori abe ikeda hashimoto yamashita ishikawa
nakajima maeda fujita ogawa goto okada hasegawa murakami kondo ishii saito sakamoto endo aoki fujii
berg dekker smit meijer mulder bos vos peeters jacobs willems maes mertens claes wouters
kristiansen sorensen rasmussen jorgensen petersen madsen kristensen thomsen poulsen johannessen
lindberg lindqvist bergstrom lindstrom virtanen korhonen nieminen makinen
zielinski kaminski lewandowski szymanski dabrowski kozlowski jankowski mazur wojciechowski kwiatkowski
novak svoboda dvorak horvat horvath nagy szabo toth kovacs varga popescu ionescu popa georgiev dimitrov
friedman goldberg goldstein shapiro katz rosenberg schwartz levin rosen weinstein
okafor adeyemi okeke mensah owusu diallo traore kone mwangi kamau otieno
wijaya santoso tan lim ong goh teo koh chua sim ang low toh yeo
reyes bautista delacruz mendoza aquino villanueva
hoffman huffman morrison stevenson robertson johnstone thomson thompsen richards richardson roberts robert williamson
davies davidson davison dawson dixon dickson nicholson nichols nicholas wilkinson watkins hawkins hopkins hodges
maxwell mcgee mckay mackay mclean mcleod macleod mckenzie mackenzie mcgregor mckinney mccormick mccarthy mcbride mcintyre
cooke browne whyte grey moor blake drake lake pike page paige payne paine pace park parks parkes barker barton benson
burgess byrd chandler chambers church clayton conner connor connors conway crosby cross curry dalton davenport dawson
dennis douglas dudley dunn eaton elliot erickson ericsson farmer farrell finch fleming fletcher flynn fowler frazier
fraser freeman french frost gates gentry gilbert gill glover goodman goodwin gould grand griffith griffiths hale hall hancock
hardy harmon harper hartman heath higgins hobbs hodge hoover horton houston hubbard huff hull humphrey hurst ingram irwin
jarvis jennings jensen kemp kent kerr kirk knox lamb lambert leach leonard lester levine levitt lindsay lloyd logan
lowe lucas lyons mack mann marsh marshall massey mathis may maynard mcconnell meadows mercer merritt middleton miles
moody morse morton moss mullen mullins nash neal newman newton noble nolan norman norris norton obrian osborn osborne
owen pace parrish patrick patton paul pearson pennington perkins phelps philips pierce pearce pittman pollard poole pope potter
pratt preston quinn ramsey randall rankin ray raymond reese reeves rhodes rich riley rios roach robbins robins rodgers
roman rowe rowland rush salazar sanford savage sawyer schaefer schafer schwartz sears sexton shaffer sharp shelton
shepherd sheppard sherman shields short skinner sloan small snow sparks stanley steele stein stewart steward stokes
stout strickland strong summers sutton swanson sweeney terrell terry thornton todd townsend tyler underwood vance vaughan
vaughn wade walls walter walters walton waters watts weeks welsh wheeler whitaker whitehead whitney wiley wilcox wilkins
wilkerson winters wise wolfe woodard woodward wyatt yates york zimmerman mayer maier meier mayr schmitz schmitt schmid
burns barns bernes collier grand huffmann mathers banks steward kelley petersen fernandes lopes gomez dass
hanson anderssen andersson nelson nilsen nilson larssen
`;

const TOP_GIVENS = `
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald
steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric
jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander patrick jack peter
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy
angela anna emma olivia maria anne catherine
jose juan luis carlos jorge antonio manuel francisco miguel pedro javier alejandro carmen ana
wei wang li jing yan min lei jun yong jie ming hui ying hong fang xin tao ping qiang yu bo hao yang chen chao bin
minjun jiwoo seojun jihoon sunghoon minsu hyun young jin
mohammed ahmed ali hassan hussein omar ibrahim khalid yusuf abdul fatima aisha mustafa mahmoud
raj rahul amit sanjay rajesh priya anil sunil vijay ravi suresh deepak neha pooja sandeep manish
thomas peter michael andreas stefan christian klaus hans wolfgang martin frank juergen
jean pierre michel philippe alain nicolas christophe marie isabelle nathalie
giuseppe giovanni antonio mario luigi marco francesco andrea
alexander sergey dmitry andrey alexey vladimir ivan mikhail nikolai elena olga tatiana irina natalia
mehmet mustafa ahmet ali ayse fatma
hiroshi takashi kenji yuki akira
thi van minh anh hung tuan linh huong
jan piotr anna krzysztof andrzej lars erik anders
`;

const OFTEN_GIVENS = `
adam nathan henry zachary douglas peter kyle noah ethan jeremy walter christian keith roger terry austin sean gerald
carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne
randy vincent mason roy ralph bobby russell bradley philip eugene craig dennis jerry tyler aaron adrian alex allen
barry bernard brad brent brett calvin chad charlie chris clifford cole colin connor corey curtis dale dan darren dave
derek dean don earl eddie edwin ernest evan fred geoffrey glenn gordon grant greg harry howard hugh ian jay jeff jim joel jon
josh karl ken kurt lee leon leonard lewis louis lucas luke marcus martin marvin max melvin mike neil norman oliver oscar
phil ray rick rob rodney ross sam simon spencer stanley steve stuart ted theodore tim tom tony travis trevor troy victor
warren wesley
shirley brenda pamela nicole samantha katherine christine helen debra rachel carolyn janet virginia heather diane julie
joyce victoria kelly christina joan evelyn lauren judith andrea hannah megan cheryl jacqueline martha madison teresa
gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia grace denise amber marilyn beverly
danielle theresa sophie claire charlotte jane kate lucy ruth rose tracy wendy sally monica molly natalie nina paula
robin sheila sylvia tina valerie vanessa
fernando rafael roberto eduardo ricardo sergio raul pablo diego andres daniela lucia isabel rosa elena sofia laura
marta cristina patricia pilar paulo joao rui tiago bruno rodrigo felipe gustavo marcelo fernanda juliana ana beatriz
xiaoming jian feng long peng lin qing xia mei lan hua ling juan na lili xiaoyan jianhua jianguo zhiqiang weidong haitao
youngho sungmin minho jiyoung eunji hyejin sooyoung kyung seung
arjun vikram anand ashok arun ajay rakesh ramesh mukesh vinod manoj pankaj nitin rohit vivek kiran anita sunita kavita
meena lakshmi divya shreya anjali swati krishnan ganesh karthik venkatesh srinivas prakash mahesh naveen harish gaurav
ankit abhishek aditya siddharth imran asif bilal hamza zain usman tariq faisal nadia sana amina zainab leila mariam
said karim rashid jamal nasser samir tarek walid
matthias markus thorsten torsten uwe jens ralf bernd dieter heinz werner helmut sabine petra monika claudia susanne
katrin nicole anja birgit martina julia lena lukas tobias sebastian florian jan felix
francois jacques laurent olivier pascal thierry eric julien guillaume antoine sophie valerie sandrine sylvie catherine
camille julie claire paolo roberto stefano alessandro luca matteo lorenzo giulia chiara francesca sara laura elena
pavel anton maxim roman igor oleg yuri viktor evgeny denis konstantin svetlana anastasia ekaterina maria yulia marina
ludmila galina valentina oleksandr volodymyr emre murat hasan huseyin elif zeynep
takeshi satoshi kazuo ichiro haruto sakura yoko keiko naoko
duc long quang thanh trang mai hoa lan
marek tomasz pawel michal katarzyna malgorzata magdalena johan karl mats fredrik karin kristina mette ole
pieter willem jeroen bart anouk dimitris giorgos nikos maria katerina
`;

const setOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
const FAMILIES = [setOf(TOP_FAMILIES), setOf(OFTEN_FAMILIES)] as const;
const GIVENS = [setOf(TOP_GIVENS), setOf(OFTEN_GIVENS)] as const;

export type Commonness = 'top' | 'often' | 'rare';

const commonness =
  ([top, often]: readonly [ReadonlySet<string>, ReadonlySet<string>]) =>
  (word: string): Commonness =>
    top.has(word) ? 'top' : often.has(word) ? 'often' : 'rare';

/** How common a family name is, in plain letters. */
export const familyCommonness = commonness(FAMILIES);
/** How common a given name is, in plain letters. */
export const givenCommonness = commonness(GIVENS);

/** Whether a word is a family name that is known as such: another known one beside it is another name, not a slip. */
export const isKnownFamily = (word: string): boolean => familyCommonness(word) !== 'rare';
/** Whether a word is a given name that is known as such. */
export const isKnownGiven = (word: string): boolean => givenCommonness(word) !== 'rare';
